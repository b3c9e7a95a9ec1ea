package io.savehandler.jdbc;

import io.savehandler.Capability;
import io.savehandler.HandlerContext;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;

/** One web node of the kit. Its factory is made anew if the time-out for connections changes. Thread-safe. */
final class JdbcNode implements SessionHandlerFactory {
    private static final Duration USUAL = Duration.ofSeconds(1);

    /** The least that the pool knows, for a server that is known not to be there. */
    private static final Duration LEAST = Duration.ofMillis(250);

    private final Function<Duration, JdbcSessionHandlerFactory> factories;
    private JdbcSessionHandlerFactory factory;
    private boolean used;

    /** @param factories makes one with a time-out for connections */
    JdbcNode(Function<Duration, JdbcSessionHandlerFactory> factories) {
        this.factories = factories;
        this.factory = factories.apply(USUAL);
    }

    /** From the first request on, if that is still to come, nobody waits long for a connection. */
    synchronized void expectFaults() {
        if (!used) {
            factory.close();
            factory = factories.apply(LEAST);
        }
    }

    @Override
    public synchronized SessionHandler newHandler(HandlerContext context) {
        used = true;
        return factory.newHandler(context);
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
