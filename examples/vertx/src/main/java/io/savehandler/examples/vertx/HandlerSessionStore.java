package io.savehandler.examples.vertx;

import io.savehandler.Capability;
import io.savehandler.HandlerContext;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.prng.VertxContextPRNG;
import io.vertx.ext.web.Session;
import io.vertx.ext.web.sstore.AbstractSession;
import io.vertx.ext.web.sstore.SessionStore;
import io.vertx.ext.web.sstore.impl.SharedDataSessionImpl;
import java.time.Duration;
import java.util.ConcurrentModificationException;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Vert.x's own sessions, which {@code SessionHandler} of vertx-web serves, in a store of this library. Vert.x takes no lock:
 * a session that another request has changed meanwhile is not overwritten, and its save fails. What is stored is Vert.x's
 * format, which PHP cannot read. Thread-safe.
 */
public final class HandlerSessionStore implements SessionStore {
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final long SAVE_MILLIS = 500;

    private final SessionHandlerFactory handlers;
    private final Vertx vertx;
    private final VertxContextPRNG random;

    private HandlerSessionStore(Vertx vertx, SessionHandlerFactory handlers) {
        this.vertx = vertx;
        this.handlers = handlers;
        this.random = VertxContextPRNG.current(vertx);
    }

    /**
     * A store for sessions that rest for a day at most.
     *
     * @param handlers closed by whoever built it
     * @throws IllegalArgumentException if its store cannot compare and set
     */
    public static HandlerSessionStore of(Vertx vertx, SessionHandlerFactory handlers) {
        if (!handlers.capabilities().contains(Capability.COMPARE_AND_SET)) {
            throw new IllegalArgumentException("Vert.x's versions need a store with COMPARE_AND_SET");
        }
        return new HandlerSessionStore(vertx, handlers);
    }

    /** Nothing to do: Vert.x calls it for stores that it found by itself. */
    @Override
    public SessionStore init(Vertx owner, JsonObject options) {
        return this;
    }

    /** Vert.x answers while it saves, so a visitor's next request may come before a new session is there. */
    @Override
    public long retryTimeout() {
        return SAVE_MILLIS;
    }

    @Override
    public Session createSession(long timeout) {
        return createSession(timeout, DEFAULT_SESSIONID_LENGTH);
    }

    @Override
    public Session createSession(long timeout, int length) {
        return new SharedDataSessionImpl(random, timeout, length);
    }

    @Override
    public Future<@Nullable Session> get(String id) {
        return this.<Session>work(LONGEST, handler -> alive(handler.read(id)));
    }

    @Override
    public Future<Void> put(Session session) {
        return work(Duration.ofMillis(session.timeout()), handler -> {
                    save((SharedDataSessionImpl) session, handler);
                    return true;
                })
                .mapEmpty();
    }

    @Override
    public Future<Void> delete(String id) {
        return work(LONGEST, handler -> {
                    handler.destroy(id);
                    return true;
                })
                .mapEmpty();
    }

    /** Needs a store with {@link Capability#LISTING}. */
    @Override
    public Future<Void> clear() {
        return work(LONGEST, handler -> {
                    try (Stream<String> ids = handler.ids()) {
                        ids.toList().forEach(handler::destroy);
                    }
                    return true;
                })
                .mapEmpty();
    }

    /** Needs a store with {@link Capability#LISTING}. */
    @Override
    public Future<Integer> size() {
        return work(LONGEST, handler -> {
                    try (Stream<String> ids = handler.ids()) {
                        return (int) ids.count();
                    }
                })
                .map(count -> Objects.requireNonNull(count));
    }

    /** The handlers are closed by whoever built them. */
    @Override
    public void close() {}

    private void save(SharedDataSessionImpl session, SessionHandler handler) {
        AbstractSession stored = alive(handler.read(session.id()));
        boolean fits = stored == null ? mayBeNew(session) : stored.version() == session.version();
        session.incrementVersion();
        Buffer data = Buffer.buffer();
        session.writeToBuffer(data);
        if (!fits || !handler.writeIfUnchanged(session.id(), data.getBytes())) {
            throw new ConcurrentModificationException("Another request has changed or ended the session");
        }
    }

    /** Under its id it is, unless another request has ended it. */
    private static boolean mayBeNew(AbstractSession session) {
        return session.version() == 0 || session.oldId() != null;
    }

    /** The session, unless it has run out: a store may know of its longest rest only. */
    private @Nullable SharedDataSessionImpl alive(byte[] data) {
        if (data.length == 0) {
            return null;
        }
        SharedDataSessionImpl session = new SharedDataSessionImpl();
        session.readFromBuffer(0, Buffer.buffer(data));
        session.setPRNG(random);
        return System.currentTimeMillis() - session.lastAccessed() > session.timeout() ? null : session;
    }

    private <T> Future<@Nullable T> work(Duration lifetime, Function<SessionHandler, ? extends @Nullable T> work) {
        HandlerContext context =
                HandlerContext.builder().locking(false).lifetime(lifetime).build();
        return vertx.executeBlocking(
                () -> {
                    try (SessionHandler handler = handlers.newHandler(context)) {
                        handler.open("", "vertx-web.session");
                        return work.apply(handler);
                    }
                },
                false);
    }
}
