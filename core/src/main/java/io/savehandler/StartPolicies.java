package io.savehandler;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Starts sessions, and goes on as the settings say where the lock or the store cannot be had. Thread-safe. */
final class StartPolicies {
    private final Sessions sessions;
    private final WhenStartFails whenStartFails;

    StartPolicies(Sessions sessions, WhenStartFails whenStartFails) {
        this.sessions = sessions;
        this.whenStartFails = whenStartFails;
    }

    Session start(@Nullable String requestedId, Concurrency concurrency) {
        return start(
                concurrency, start -> start.start(requestedId), failure -> absent(requestedId, concurrency, failure));
    }

    Optional<Session> resume(String requestedId, Concurrency concurrency) {
        return start(concurrency, start -> start.resume(requestedId), failure -> Optional.empty());
    }

    private <T> T start(
            Concurrency concurrency, Function<SessionStart, T> start, Function<SessionStoreException, T> withoutStore) {
        if (concurrency == Concurrency.MERGE) {
            sessions.requireCompareAndSet();
        }
        try {
            return startOrGoWithoutLock(effective(concurrency), start);
        } catch (SessionStoreException e) {
            sessions.events().storeFailed(e.operation(), e.outcomeUnknown());
            return whenStartFails == WhenStartFails.WITHOUT_SESSION
                    ? withoutStore.apply(e)
                    : readOnly(concurrency, start, e);
        }
    }

    private <T> T startOrGoWithoutLock(Concurrency concurrency, Function<SessionStart, T> start) {
        try {
            return start.apply(new SessionStart(sessions, concurrency));
        } catch (SessionLockTimeoutException e) {
            return start.apply(new SessionStart(sessions, withoutLock(e)));
        }
    }

    private Concurrency withoutLock(SessionLockTimeoutException e) {
        LockSettings.OnTimeout policy = sessions.config().lock().onTimeout();
        if (policy == LockSettings.OnTimeout.READ_ONLY) {
            return Concurrency.READ_ONLY;
        }
        if (policy == LockSettings.OnTimeout.MERGE && sessions.can(Capability.COMPARE_AND_SET)) {
            return Concurrency.MERGE;
        }
        throw e;
    }

    private <T> T readOnly(Concurrency concurrency, Function<SessionStart, T> start, SessionStoreException failure) {
        if (whenStartFails == WhenStartFails.THROW || concurrency == Concurrency.READ_ONLY) {
            throw failure;
        }
        try {
            return start.apply(new SessionStart(sessions, Concurrency.READ_ONLY));
        } catch (SessionException again) {
            failure.addSuppressed(again);
            throw failure;
        }
    }

    /** The client keeps the id that it has, and gets none that the store does not know. */
    private Session absent(@Nullable String requestedId, Concurrency concurrency, SessionStoreException failure) {
        SessionIdPolicy ids = sessions.config().ids();
        boolean acceptable = requestedId != null && ids.accepts(requestedId);
        String id = acceptable ? Objects.requireNonNull(requestedId) : ids.newId();
        HeldSession nothing = HeldSession.absent(sessions, concurrency, id, failure);
        return new Session(sessions, concurrency, nothing, sessions.codec().decode(nothing.seen()), false);
    }

    /** LOCK on a store that cannot lock, or where locking is off, is what PHP does then: the last write wins. */
    private Concurrency effective(Concurrency wanted) {
        boolean locks = sessions.config().locking() && sessions.can(Capability.LOCKING);
        return wanted == Concurrency.LOCK && !locks ? Concurrency.LAST_WRITE_WINS : wanted;
    }
}
