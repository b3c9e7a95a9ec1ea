package io.savehandler;

import io.savehandler.format.SessionVariables;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
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
    private int moves;
    private boolean makesNew = true;

    SessionStart(Sessions sessions, Concurrency concurrency) {
        this.sessions = sessions;
        this.config = sessions.config();
        this.concurrency = concurrency;
        this.owner = sessions.newOwner();
    }

    Session start(@Nullable String requestedId) {
        return Objects.requireNonNull(startOrNot(requestedId));
    }

    /** Starts the session only if the store knows it. */
    Optional<Session> resume(String requestedId) {
        makesNew = false;
        if (!config.ids().accepts(requestedId)) {
            sessions.events().idRefused(true);
            return Optional.empty();
        }
        return Optional.ofNullable(startOrNot(requestedId));
    }

    private @Nullable Session startOrNot(@Nullable String requestedId) {
        long begin = System.nanoTime();
        return start(
                handler -> {
                    HeldSession held = requestedId == null || requestedId.isEmpty()
                            ? readNew(handler)
                            : readOrReplace(handler, requestedId);
                    sessions.garbageCollection().maybeRun(handler);
                    return held;
                },
                requestedId,
                begin);
    }

    private @Nullable Session start(
            Function<SessionHandler, @Nullable HeldSession> reading, @Nullable String requestedId, long begin) {
        SessionHandler handler = sessions.openHandler(concurrency, owner);
        try {
            HeldSession held = reading.apply(handler);
            if (held == null) {
                handler.close();
                return null;
            }
            return started(handler, held, requestedId, begin);
        } catch (Throwable failure) {
            closeAfter(failure, handler);
            throw failure;
        }
    }

    private @Nullable Session started(
            SessionHandler handler, HeldSession held, @Nullable String requestedId, long begin) {
        SessionVariables variables = sessions.codec().decode(held.seen());
        if (OwnFacts.endBy(
                variables, config.absoluteLifetime(), sessions.clock().instant())) {
            return replace(handler, held);
        }
        Optional<String> movedTo = OwnFacts.movedTo(variables, moves, sessions);
        if (movedTo.isPresent()) {
            handler.close();
            moves++;
            return start(next -> readMoved(next, movedTo.get()), requestedId, begin);
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

    /** A session past its end is destroyed, unless this request only reads, and the client gets a new one if it wants one. */
    private @Nullable Session replace(SessionHandler handler, HeldSession over) {
        if (concurrency != Concurrency.READ_ONLY) {
            handler.destroy(over.id());
        }
        handler.close();
        sessions.events().lifetimeReached();
        return makesNew ? startOrNot(null) : null;
    }

    private @Nullable HeldSession readOrReplace(SessionHandler handler, String requestedId) {
        boolean acceptable = config.ids().accepts(requestedId);
        if (acceptable && !config.useStrictMode() && makesNew) {
            return read(handler, requestedId, false);
        }
        if (acceptable && handler.validateId(requestedId)) {
            return read(handler, requestedId, true);
        }
        sessions.events().idRefused(!acceptable);
        return readNew(handler);
    }

    /** What was destroyed after it moved does not come back. */
    private @Nullable HeldSession readMoved(SessionHandler handler, String id) {
        return handler.validateId(id) ? read(handler, id, true) : readNew(handler);
    }

    private @Nullable HeldSession readNew(SessionHandler handler) {
        return makesNew ? read(handler, config.ids().check(handler.createId()), false) : null;
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
