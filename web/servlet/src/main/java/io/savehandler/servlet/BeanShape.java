package io.savehandler.servlet;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A bean's properties that can be read and written, by name. */
final class BeanShape implements ObjectShape {
    private final Constructor<?> constructor;
    private final Map<String, Method> getters = new TreeMap<>();
    private final Map<String, Method> setters = new LinkedHashMap<>();
    private final Map<String, Type> parts = new LinkedHashMap<>();

    BeanShape(Class<?> type) {
        this.constructor = Reflected.constructor(type);
        for (Method method : type.getMethods()) {
            if (isGetter(method)) {
                getters.put(property(method), method);
            }
        }
        getters.keySet().removeIf(property -> !findSetter(type, property));
        getters.forEach((property, getter) -> parts.put(property, getter.getGenericReturnType()));
    }

    @Override
    public Map<String, Type> parts() {
        return parts;
    }

    @Override
    public @Nullable Object get(Object object, String part) {
        Method getter = getters.get(part);
        return getter == null ? null : Reflected.call(getter, object);
    }

    @Override
    public Object make(Map<String, @Nullable Object> values) {
        Object bean = Reflected.make(constructor);
        values.forEach((property, value) -> {
            Method setter = setters.get(property);
            if (setter != null) {
                Reflected.call(setter, bean, Reflected.orZero(value, setter.getParameterTypes()[0]));
            }
        });
        return bean;
    }

    private boolean findSetter(Class<?> type, String property) {
        Method getter = getters.get(property);
        if (getter == null) {
            return false;
        }
        String name = "set" + property.substring(0, 1).toUpperCase(Locale.ROOT) + property.substring(1);
        try {
            Method setter = type.getMethod(name, getter.getReturnType());
            Reflected.open(setter);
            Reflected.open(getter);
            setters.put(property, setter);
            return true;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    private static boolean isGetter(Method method) {
        String name = method.getName();
        boolean named = (name.startsWith("get") && name.length() > 3)
                || (name.startsWith("is") && name.length() > 2 && method.getReturnType() == boolean.class);
        return named
                && method.getParameterCount() == 0
                && !Modifier.isStatic(method.getModifiers())
                && !method.isBridge()
                && !name.equals("getClass");
    }

    private static String property(Method getter) {
        String name = getter.getName().substring(getter.getName().startsWith("is") ? 2 : 3);
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }
}
