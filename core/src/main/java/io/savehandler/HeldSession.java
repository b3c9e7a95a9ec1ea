package io.savehandler;

import io.savehandler.format.SessionVariables;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One session in the store as one request holds it: the handler, the id, and what the handler has read. */
final class HeldSession {
    static final int NEW_ID_ATTEMPTS = 4;

    private final long started = System.nanoTime();
    private final Sessions sessions;
    private final Concurrency concurrency;
    private final SessionHandler handler;
    private final SessionOwner owner;
    private String id;
    private byte[] seen;
    private final @Nullable SessionStoreException startFailure;
    private boolean known;
    private int size;

    /**
     * @param owner whose the session is
     * @param id the id that the handler has read
     * @param seen the bytes that it read
     * @param known whether the store certainly held the session then
     */
    HeldSession(
            Sessions sessions,
            Concurrency concurrency,
            SessionHandler handler,
            SessionOwner owner,
            String id,
            byte[] seen,
            boolean known) {
        this(sessions, concurrency, handler, owner, id, seen, known, null);
    }

    private HeldSession(
            Sessions sessions,
            Concurrency concurrency,
            SessionHandler handler,
            SessionOwner owner,
            String id,
            byte[] seen,
            boolean known,
            @Nullable SessionStoreException startFailure) {
        this.sessions = sessions;
        this.concurrency = concurrency;
        this.handler = handler;
        this.owner = owner;
        this.id = id;
        this.seen = seen;
        this.known = known;
        this.size = seen.length;
        this.startFailure = startFailure;
    }

    /** A session that the store could not give; nothing of it is kept. */
    static HeldSession absent(Sessions sessions, Concurrency concurrency, String id, SessionStoreException failure) {
        return new HeldSession(
                sessions, concurrency, new AbsentStore(), sessions.newOwner(), id, new byte[0], false, failure);
    }

    /** A session that gc has removed: to be looked at only. */
    static Session removed(Sessions sessions, String id, byte[] data) {
        HeldSession last = new HeldSession(
                sessions, Concurrency.READ_ONLY, new AbsentStore(), sessions.newOwner(), id, data, true, null);
        return new Session(
                sessions, Concurrency.READ_ONLY, last, sessions.codec().decode(data), false);
    }

    Optional<SessionStoreException> startFailure() {
        return Optional.ofNullable(startFailure);
    }

    SessionOwner owner() {
        return owner;
    }

    String id() {
        return id;
    }

    byte[] seen() {
        return seen;
    }

    boolean isKnown() {
        return known;
    }

    /**
     * Does the last thing to the session and lets go of it, whatever happens.
     *
     * @param ending returns what became of the session
     */
    SessionOutcome end(Supplier<SessionOutcome> ending) {
        long begin = System.nanoTime();
        SessionOutcome outcome = SessionOutcome.FAILED;
        try (SessionHandler closing = handler) {
            handler.finishing();
            outcome = ending.get();
            return outcome;
        } catch (SessionLockLostException e) {
            sessions.events().conflicted();
            throw e;
        } catch (SessionStoreException e) {
            sessions.events().storeFailed(e.operation(), e.outcomeUnknown());
            throw e;
        } finally {
            sessions.events().ended(outcome, size, Duration.ofNanos(System.nanoTime() - begin));
        }
    }

    /** How long this request may wait for others from now on; negative once its time is over. */
    Duration longestWait() {
        Duration left = sessions.requestTimeout().minusNanos(System.nanoTime() - started);
        Duration wait = sessions.config().lock().waitTimeout();
        return wait.compareTo(left) < 0 ? wait : left;
    }

    /** Reads the session again, as PHP's {@code session_reset} does. */
    byte[] readAgain() {
        seen = handler.read(id);
        return seen;
    }

    /** Saves in PHP's way: unchanged data is touched, all else written. */
    SessionOutcome save(byte[] data) {
        size = data.length;
        if (isUnchanged(data)) {
            return touch(data);
        }
        try {
            handler.write(id, data);
            return SessionOutcome.SAVED;
        } catch (SessionGoneException e) {
            return gone(data, e);
        } catch (SessionStoreException e) {
            return savedAfterAll(data, e);
        }
    }

    /**
     * Saves on the condition that the store still holds what was read.
     *
     * @return false if it does not
     */
    boolean saveIfUnchanged(byte[] data) {
        size = data.length;
        try {
            return handler.writeIfUnchanged(id, data);
        } catch (SessionStoreException e) {
            return savedAfterAll(data, e) == SessionOutcome.SAVED;
        }
    }

    /**
     * The same session, read anew by a handler that can write on the condition that nothing has changed.
     *
     * @throws SessionGoneException if it has vanished
     */
    HeldSession reopened() {
        SessionHandler fresh = sessions.openHandler(Concurrency.MERGE, owner);
        try {
            if (known && !fresh.validateId(id)) {
                throw new SessionGoneException();
            }
            return new HeldSession(sessions, Concurrency.MERGE, fresh, owner, id, fresh.read(id), known);
        } catch (Throwable failure) {
            SessionStart.closeAfter(failure, fresh);
            throw failure;
        }
    }

    /**
     * The variables of what was read; of what is read now, if another request has rotated the id meanwhile.
     *
     * @throws SessionGoneException if another request has moved the session to a new id for good
     */
    SessionVariables decoded() {
        SessionVariables variables = sessions.codec().decode(seen);
        for (int moves = 0; OwnFacts.copyUntil(variables).isPresent(); moves++) {
            follow(OwnFacts.movedTo(variables, moves, sessions).orElseThrow(SessionGoneException::new));
            variables = sessions.codec().decode(seen);
        }
        return variables;
    }

    private void follow(String newId) {
        if (!handler.validateId(newId)) {
            throw new SessionGoneException();
        }
        id = newId;
        known = true;
        readAgain();
    }

    /** Whether a session that was there is missing now. */
    boolean hasVanished() {
        return known && !handler.validateId(id);
    }

    /** Deals with a session that vanished, as {@link WhenGone} says. */
    SessionOutcome gone(byte[] data, SessionGoneException e) {
        switch (sessions.whenGone()) {
            case DROP -> {
                return SessionOutcome.DROPPED;
            }
            case RECREATE -> {
                handler.close();
                sessions.store(id, data, owner);
                return SessionOutcome.SAVED;
            }
            default -> throw e;
        }
    }

    /**
     * Without data PHP's text formats encode to nothing, and PHP then always writes. Unlocked, such a write could wipe out
     * what another request has stored meanwhile, so a session known to the store is left as it is. A new owner is a change.
     */
    boolean isUnchanged(byte[] data) {
        if (!sessions.config().lazyWrite() || !Arrays.equals(data, seen) || owner.hasChanged()) {
            return false;
        }
        return data.length > 0 || (known && concurrency != Concurrency.LOCK);
    }

    SessionOutcome touch(byte[] data) {
        if (concurrency != Concurrency.LOCK && !sessions.can(Capability.TOUCH)) {
            return SessionOutcome.UNTOUCHED;
        }
        try {
            handler.updateTimestamp(id, data);
            return SessionOutcome.TOUCHED;
        } catch (SessionGoneException e) {
            return gone(data, e);
        }
    }

    void destroy() {
        handler.destroy(id);
    }

    /**
     * Moves to a new id.
     *
     * @return false, with nothing done, if the session is merged and has changed meanwhile
     */
    boolean regenerate(SessionVariables variables, OldSession old) {
        byte[] data = sessions.codec().encode(variables);
        for (int attempt = 0; attempt < NEW_ID_ATTEMPTS; attempt++) {
            String newId = sessions.config().ids().check(handler.createId());
            byte[] oldData = old.dataOf(data, newId);
            Regeneration wanted = new Regeneration(id, newId, data, oldData == null);
            if (oldData != null) {
                wanted = wanted.withData(data, oldData);
            }
            switch (handler.regenerate(concurrency == Concurrency.MERGE ? wanted.ifUnchanged() : wanted)) {
                case DONE -> {
                    id = newId;
                    seen = data;
                    known = true;
                    owner.noteStored();
                    return true;
                }
                case OLD_CHANGED -> {
                    return false;
                }
                case NEW_ID_TAKEN -> {}
            }
        }
        throw newIdsTaken("regenerate");
    }

    static SessionStoreException newIdsTaken(String operation) {
        return new SessionStoreException(
                operation,
                "the session handler",
                "all of " + NEW_ID_ATTEMPTS + " new ids were taken; createId() must return random ids",
                null);
    }

    /**
     * After a write without an answer the store is asked: the bytes that were sent mean success, unless copies of them were
     * asked for. Anything else is reported and not written again, for another request may have changed the session since.
     */
    private SessionOutcome savedAfterAll(byte[] data, SessionStoreException e) {
        if (!e.outcomeUnknown() || e instanceof SessionUnconfirmedException) {
            throw e;
        }
        try {
            handler.close();
            if (Arrays.equals(sessions.read(id), data)) {
                return SessionOutcome.SAVED;
            }
        } catch (SessionException again) {
            e.addSuppressed(again);
        }
        throw e;
    }
}
