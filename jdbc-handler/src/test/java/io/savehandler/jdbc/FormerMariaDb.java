package io.savehandler.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A MariaDB as it was before it knew some words: a statement with them is answered as of old. Thread-safe. */
final class FormerMariaDb {
    private final DataSource present;
    private final String words;
    private final AtomicInteger refusals = new AtomicInteger();

    /** @param words what it does not know */
    FormerMariaDb(DataSource present, String words) {
        this.present = present;
        this.words = words;
    }

    DataSource source() {
        return proxy(
                DataSource.class,
                (method, arguments) -> method.getName().equals("getConnection")
                        ? older((Connection) invoke(present, method, arguments))
                        : invoke(present, method, arguments));
    }

    private Connection older(@Nullable Connection connection) {
        return proxy(Connection.class, (method, arguments) -> {
            if (method.getName().equals("prepareStatement")
                    && String.valueOf(arguments[0]).contains(words)) {
                refusals.incrementAndGet();
                throw new SQLException("You have an error in your SQL syntax", "42000", 1064);
            }
            return invoke(connection, method, arguments);
        });
    }

    /** How often it was told those words. */
    int refusals() {
        return refusals.get();
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                FormerMariaDb.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> call.run(method, arguments)));
    }

    private static @Nullable Object invoke(@Nullable Object target, Method method, Object[] arguments)
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
        @Nullable Object run(Method method, Object[] arguments) throws Throwable;
    }
}
