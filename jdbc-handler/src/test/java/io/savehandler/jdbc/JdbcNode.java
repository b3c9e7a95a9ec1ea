package io.savehandler.jdbc;

import io.savehandler.Capability;
import io.savehandler.HandlerContext;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One web node of the kit, which does not wait long for connections that cannot come about. Thread-safe. */
final class JdbcNode implements SessionHandlerFactory {
    /** Enough for a server that is there, whatever else this machine does. */
    private static final Duration USUAL = Duration.ofSeconds(5);

    /** The least that the pool knows. */
    private static final Duration LEAST = Duration.ofMillis(250);

    private final Function<Duration, JdbcSessionHandlerFactory> factories;
    private JdbcSessionHandlerFactory factory;
    private boolean awaitsFaults;
    private boolean used;

    /** @param factories makes one with a time-out for connections */
    JdbcNode(Function<Duration, JdbcSessionHandlerFactory> factories) {
        this.factories = factories;
        this.factory = factories.apply(USUAL);
    }

    /** A fault is about to come. */
    synchronized void awaitFaults() {
        awaitsFaults = true;
    }

    /** Nothing answers any more. Whoever has a connection knows already. */
    synchronized void faultBegins() {
        if (!used) {
            factory.close();
            factory = factories.apply(LEAST);
        }
    }

    @Override
    public synchronized SessionHandler newHandler(HandlerContext context) {
        return awaitsFaults ? late(context) : begun(context);
    }

    private synchronized SessionHandler begun(HandlerContext context) {
        used = true;
        return factory.newHandler(context);
    }

    /** A handler that is made when the request says more than where the sessions are. */
    private SessionHandler late(HandlerContext context) {
        @Nullable SessionHandler[] made = {null};
        return (SessionHandler) Proxy.newProxyInstance(
                JdbcNode.class.getClassLoader(), new Class<?>[] {SessionHandler.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("open")) {
                        return null;
                    }
                    SessionHandler handler = made[0] == null ? begun(context) : made[0];
                    made[0] = handler;
                    return invoke(handler, method, arguments);
                });
    }

    private static @Nullable Object invoke(SessionHandler handler, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(handler, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Override
    public synchronized Set<Capability> capabilities() {
        return factory.capabilities();
    }

    synchronized int connectionsInUse() {
        return factory.connectionsInUse();
    }

    @Override
    public synchronized void close() {
        PoolThreads.endRests();
        factory.close();
    }
}
