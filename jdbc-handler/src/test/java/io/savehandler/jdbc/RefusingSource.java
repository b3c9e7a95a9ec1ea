package io.savehandler.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Connections that refuse something, as a former server did or a broken one does. Thread-safe. */
final class RefusingSource {
    private final DataSource present;
    private final BiPredicate<String, String> refused;
    private final AtomicInteger refusals = new AtomicInteger();

    private RefusingSource(DataSource present, BiPredicate<String, String> refused) {
        this.present = present;
        this.refused = refused;
    }

    /** A server as it was before it knew some words: a statement with them is answered as of old. */
    static RefusingSource ofWords(DataSource present, String words) {
        return new RefusingSource(
                present, (method, argument) -> method.equals("prepareStatement") && argument.contains(words));
    }

    /** One on which a method of {@link Connection} fails. */
    static RefusingSource ofCalls(DataSource present, String name) {
        return new RefusingSource(present, (method, argument) -> method.equals(name));
    }

    DataSource source() {
        return proxy(
                DataSource.class,
                (method, arguments) -> method.getName().equals("getConnection")
                        ? refusing((Connection) invoke(present, method, arguments))
                        : invoke(present, method, arguments));
    }

    private Connection refusing(@Nullable Connection connection) {
        return proxy(Connection.class, (method, arguments) -> {
            if (refused.test(method.getName(), arguments == null ? "" : String.valueOf(arguments[0]))) {
                refusals.incrementAndGet();
                throw new SQLException("You have an error in your SQL syntax", "42000", 1064);
            }
            return invoke(connection, method, arguments);
        });
    }

    /** How often it refused. */
    int refusals() {
        return refusals.get();
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                RefusingSource.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> call.run(method, arguments)));
    }

    private static @Nullable Object invoke(@Nullable Object target, Method method, Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** What becomes of a call. */
    @FunctionalInterface
    private interface Call {
        @Nullable Object run(Method method, Object @Nullable [] arguments) throws Throwable;
    }
}
