package io.savehandler.servlet;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Reflection whose failures say what the application's author can do, and hold no data. */
final class Reflected {
    private Reflected() {}

    static Constructor<?> constructor(Class<?> type, Class<?>... parameters) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(parameters);
            open(constructor);
            return constructor;
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(
                    type.getName() + " needs a constructor without parameters to be stored as a bean", e);
        }
    }

    static void open(AccessibleObject member) {
        if (!member.trySetAccessible()) {
            throw new IllegalArgumentException(member + " is out of reach; open its package to io.savehandler.servlet");
        }
    }

    static @Nullable Object call(Method method, Object target, @Nullable Object... arguments) {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw failed(method.getName(), e.getCause());
        } catch (IllegalAccessException e) {
            throw failed(method.getName(), e);
        }
    }

    static Object make(Constructor<?> constructor, @Nullable Object... arguments) {
        try {
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw failed("the constructor", e.getCause());
        } catch (InstantiationException | IllegalAccessException e) {
            throw failed("the constructor", e);
        }
    }

    /** The value, or what a variable of a primitive type begins with. */
    static @Nullable Object orZero(@Nullable Object value, Class<?> type) {
        return value == null && type.isPrimitive() ? Array.get(Array.newInstance(type, 1), 0) : value;
    }

    private static IllegalArgumentException failed(String member, @Nullable Throwable cause) {
        String what = cause == null ? "an error" : cause.getClass().getName();
        return new IllegalArgumentException(member + " failed with " + what, cause);
    }
}
