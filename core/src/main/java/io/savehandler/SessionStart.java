package io.savehandler;

import io.savehandler.format.SessionVariables;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The calls that start a session, in the order of PHP's {@code session_start}: open, create_sid or validateId, read, gc.
 * Whatever fails, the handler is closed.
 */
final class SessionStart {
    private final Sessions sessions;
    private final SessionConfig config;
    private final Concurrency concurrency;
    private final SessionOwner owner;

    SessionStart(Sessions sessions, Concurrency concurrency) {
        this.sessions = sessions;
        this.config = sessions.config();
        this.concurrency = concurrency;
        this.owner = sessions.newOwner();
    }

    Session start(@Nullable String requestedId) {
        long begin = System.nanoTime();
        SessionHandler handler = sessions.openHandler(concurrency, owner);
        try {
            return start(handler, requestedId, begin);
        } catch (Throwable failure) {
            closeAfter(failure, handler);
            throw failure;
        }
    }

    private Session start(SessionHandler handler, @Nullable String requestedId, long begin) {
        HeldSession held =
                requestedId == null || requestedId.isEmpty() ? readNew(handler) : readOrReplace(handler, requestedId);
        sessions.garbageCollection().maybeRun(handler);
        SessionVariables variables = sessions.codec().decode(held.seen());
        if (OwnFacts.endBy(
                variables, config.absoluteLifetime(), sessions.clock().instant())) {
            return replace(handler, held);
        }
        Session session =
                new Session(sessions, concurrency, held, variables, !held.id().equals(requestedId));
        if (concurrency == Concurrency.READ_ONLY) {
            handler.close();
        }
        Duration duration = Duration.ofNanos(System.nanoTime() - begin);
        sessions.events().started(concurrency, held.isKnown(), held.seen().length, duration);
        return session;
    }

    /** A session past its end is destroyed, unless this request only reads, and the client gets a new one. */
    private Session replace(SessionHandler handler, HeldSession over) {
        if (concurrency != Concurrency.READ_ONLY) {
            handler.destroy(over.id());
        }
        handler.close();
        sessions.events().lifetimeReached();
        return start(null);
    }

    private HeldSession readOrReplace(SessionHandler handler, String requestedId) {
        boolean acceptable = config.ids().accepts(requestedId);
        if (acceptable && !config.useStrictMode()) {
            return read(handler, requestedId, false);
        }
        if (acceptable && handler.validateId(requestedId)) {
            return read(handler, requestedId, true);
        }
        sessions.events().idRefused(!acceptable);
        return readNew(handler);
    }

    private HeldSession readNew(SessionHandler handler) {
        return read(handler, config.ids().check(handler.createId()), false);
    }

    private HeldSession read(SessionHandler handler, String id, boolean known) {
        byte[] data = handler.read(id);
        return new HeldSession(sessions, concurrency, handler, owner, id, data, known || data.length > 0);
    }

    static void closeAfter(Throwable failure, SessionHandler handler) {
        try {
            handler.close();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }
}
