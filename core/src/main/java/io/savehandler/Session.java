package io.savehandler;

import io.savehandler.format.SessionVariables;
import io.savehandler.php.PhpValue;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * One request's session: PHP's {@code $_SESSION}, whose values {@link SessionValues} reads and changes, and its
 * {@code session_*} functions. Used by one thread at a time, not always the same one. {@link #close()} saves and unlocks;
 * until then nothing has been written. After the end the values stay readable.
 */
public final class Session extends SessionValues implements AutoCloseable {
    private final Sessions sessions;
    private Concurrency concurrency;
    private HeldSession stored;
    private final boolean isNew;
    private final boolean isCopy;
    private boolean mustSendId;
    private Consumer<String> newIds = id -> {};
    private SessionOutcome outcome = SessionOutcome.OPEN;

    Session(
            Sessions sessions,
            Concurrency concurrency,
            HeldSession stored,
            SessionVariables variables,
            boolean mustSendId) {
        super(sessions.codec(), variables);
        this.sessions = sessions;
        this.concurrency = concurrency;
        this.stored = stored;
        this.mustSendId = mustSendId;
        this.isNew = !stored.isKnown();
        this.isCopy = OwnFacts.copyUntil(variables).isPresent();
        if (concurrency == Concurrency.READ_ONLY) {
            outcome = SessionOutcome.UNTOUCHED;
        }
        noteBeginning();
        stored.owner().begin(this);
    }

    /** The session's id: the client's own, or the new one that it must be sent. Secret; keep it out of logs. */
    public String id() {
        return stored.id();
    }

    /** Whether the store held no such session when this request started it. */
    public boolean isNew() {
        return isNew;
    }

    /** Whether the client does not have {@link #id()} yet: it is new, replaced by strict mode, or regenerated. */
    public boolean mustSendId() {
        return mustSendId;
    }

    /**
     * Has each id that the client does not have yet reported: at once where {@link #mustSendId()}, and whenever the id is
     * regenerated. One listener; {@code io.savehandler.web} sets a cookie with it.
     *
     * @param newIds what to do with such an id
     */
    public void onNewId(Consumer<String> newIds) {
        this.newIds = newIds;
        if (mustSendId) {
            newIds.accept(id());
        }
    }

    /**
     * Whether this is the copy that {@link #regenerateId(Duration)} left under the old id for requests under way. Its
     * values can be changed, but the changes are not stored; {@link WhenGone} says what becomes of them at the end.
     */
    public boolean isCopy() {
        return isCopy;
    }

    /**
     * Why the session was not read from the store and will not be stored; empty unless {@link WhenStartFails} let the
     * request go on without it.
     */
    public Optional<SessionStoreException> startFailure() {
        return stored.startFailure();
    }

    /**
     * A fact that an adapter keeps beside the application's values, in {@code $_SESSION['_savehandler']}. PHP carries it
     * along, {@link #keys()} does not list it, and a session with facts alone counts as empty.
     *
     * @param name the fact's name; {@code created}, in seconds since 1970, is also the engine's
     * @return what was noted, or {@link io.savehandler.php.PhpNull}
     */
    public PhpValue fact(String name) {
        return OwnFacts.get(variables, name);
    }

    /**
     * Replaces a {@link #fact} by what a function makes of it. Under {@link Concurrency#MERGE} the function may be run again
     * on a fresher one, so it must have no side effect.
     *
     * @param name the fact's name
     * @param change takes what was noted, {@link io.savehandler.php.PhpNull} at first; returning that removes the fact
     * @throws IllegalArgumentException if the name is one that the engine alone uses
     * @throws IllegalStateException if the session is read-only or has ended
     */
    public void updateFact(String name, UnaryOperator<PhpValue> change) {
        requireWritable();
        OwnFacts.refuseFact(name);
        changes.apply(variables, fresh -> OwnFacts.update(fresh, name, change));
    }

    /** Whether changes are possible: neither read-only nor ended. */
    public boolean isWritable() {
        return outcome == SessionOutcome.OPEN;
    }

    /** What became of the session; {@link SessionOutcome#OPEN} until it ends. */
    public SessionOutcome outcome() {
        return outcome;
    }

    /**
     * Moves the session to a new id, for example after a log-in: PHP's {@code session_regenerate_id}. The new session is
     * stored before the old one is touched, so that a failure loses neither.
     *
     * @param deleteOld whether the old session is destroyed; otherwise it stays, with the same data
     * @throws SessionGoneException if another request destroyed the session meanwhile, or this is a {@link #isCopy() copy}
     * @throws IllegalStateException if the session is read-only or has ended
     */
    public void regenerateId(boolean deleteOld) {
        regenerateId(deleteOld ? OldSession.DELETED : OldSession.KEPT);
    }

    /**
     * Moves the session to a new id and leaves a copy under the old one, for requests that are under way with it: they
     * still find the values, {@link #isCopy()} tells them, and what they change is not stored. Nothing in the copy leads
     * to the new id. PHP's manual asks every application to do as much by hand.
     *
     * <p>PHP reads and writes the copy like any session; a PHP request that saves it late revives the old session.
     *
     * @param grace how long the copy may be read, in whole seconds; after that its id is unknown
     * @throws IllegalArgumentException if shorter than a second
     * @throws SessionGoneException if another request destroyed the session meanwhile
     * @throws IllegalStateException if the session is read-only or has ended
     */
    public void regenerateId(Duration grace) {
        Instant until = endOf(grace);
        regenerateId((data, newId) -> codec.encodeMarked(data, copy -> OwnFacts.markCopy(copy, until)));
    }

    /**
     * Moves the session to a new id, as {@link #regenerateId(Duration)}, for an application that changes ids from time to
     * time: the copy under the old id leads to the session, so that requests that come late or are under way with the old
     * id use the session itself, and what they change is stored. They report the new id to the client. Only those that were
     * under way with {@link Concurrency#LAST_WRITE_WINS} overwrite the copy and revive the old session, as PHP does, which
     * does not follow the copy.
     *
     * <p>Not for a log-in: whoever has the old id gets the new one.
     *
     * @param grace how long the old id is good, in whole seconds
     * @throws IllegalArgumentException if shorter than a second
     * @throws SessionGoneException if another request destroyed the session meanwhile
     * @throws IllegalStateException if the session is read-only or has ended
     */
    public void rotateId(Duration grace) {
        Instant until = endOf(grace);
        regenerateId((data, newId) -> codec.encodeMarked(data, copy -> OwnFacts.markMoved(copy, until, newId)));
    }

    private Instant endOf(Duration grace) {
        if (grace.toSeconds() < 1) {
            throw new IllegalArgumentException("grace must be at least a second, not " + grace);
        }
        return sessions.clock().instant().plus(grace);
    }

    /**
     * Makes a session that was started {@link Concurrency#READ_ONLY} one of {@link Concurrency#MERGE}, without starting
     * over. If another request has changed the stored session since, this one sees the change from now on.
     *
     * @throws SessionGoneException if another request destroyed the session meanwhile, or this is a {@link #isCopy() copy}
     * @throws IllegalStateException if the session was not started read-only
     * @throws UnsupportedOperationException if the store lacks {@link Capability#COMPARE_AND_SET}
     */
    public void makeWritable() {
        if (concurrency != Concurrency.READ_ONLY) {
            throw new IllegalStateException("Only a session started READ_ONLY can be made writable");
        }
        if (isCopy) {
            throw new SessionGoneException();
        }
        sessions.requireCompareAndSet();
        HeldSession reopened = stored.reopened();
        if (!Arrays.equals(reopened.seen(), stored.seen())) {
            variables = reopened.decoded();
        }
        stored = reopened;
        concurrency = Concurrency.MERGE;
        outcome = SessionOutcome.OPEN;
        noteBeginning();
        stored.owner().begin(this);
    }

    /**
     * Discards this request's changes and reads the stored session again: PHP's {@code session_reset}.
     *
     * @throws IllegalStateException if the session is read-only or has ended
     */
    public void reset() {
        requireWritable();
        variables = codec.decode(stored.readAgain());
        changes.forget();
        noteBeginning();
        stored.owner().begin(this);
    }

    /**
     * Destroys the stored session and ends this one: PHP's {@code session_destroy}. The client's cookie stays; in strict
     * mode its id is worth nothing any more.
     *
     * @throws IllegalStateException if the session is read-only or has ended
     * @throws SessionStoreException if the store failed, be it at the start
     */
    public void destroy() {
        requireWritable();
        stored.startFailure().ifPresent(failure -> {
            throw failure;
        });
        end(() -> {
            stored.destroy();
            return SessionOutcome.DESTROYED;
        });
    }

    /** Ends the session without saving: PHP's {@code session_abort}. Does nothing where it has ended. */
    public void abort() {
        if (isWritable()) {
            end(() -> SessionOutcome.UNTOUCHED);
        }
    }

    /** Saves and unlocks before the request is over: PHP's {@code session_commit}. The same as {@link #close()}. */
    public void commit() {
        close();
    }

    /**
     * Saves the changes, if there are any, prolongs the session's life and unlocks it: PHP's
     * {@code session_write_close}. Does nothing where the session has ended. The lock is given back whatever happens.
     *
     * @throws SessionDataException if the data is larger than {@link SessionConfig#maxSessionBytes()}
     * @throws SessionLockLostException if the lock ran out and another request took it
     * @throws SessionGoneException if the session vanished and {@link WhenGone#THROW} is set
     * @throws SessionStoreException if the store failed and {@link WhenSaveFails#THROW} is set
     */
    @Override
    public void close() {
        if (!isWritable()) {
            return;
        }
        try {
            end(this::save);
        } catch (SessionStoreException e) {
            if (sessions.whenSaveFails() == WhenSaveFails.THROW) {
                throw e;
            }
        }
    }

    /** Which session is not said: ids are secret. */
    @Override
    public String toString() {
        return "Session[" + outcome + ", " + concurrency + "]";
    }

    void abortAfter(Throwable failure) {
        try {
            abort();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private void regenerateId(OldSession old) {
        requireWritable();
        if (isCopy) {
            throw new SessionGoneException();
        }
        if (stored.startFailure().isPresent()) {
            return;
        }
        if (concurrency == Concurrency.MERGE) {
            new Merge(sessions, stored, this).regenerate(old);
            changes.forget();
        } else {
            stored.regenerate(variables, old);
        }
        mustSendId = true;
        newIds.accept(id());
        sessions.events().regenerated();
    }

    private SessionOutcome save() {
        if (isCopy || stored.startFailure().isPresent()) {
            return dropped();
        }
        if (concurrency != Concurrency.MERGE) {
            return stored.save(codec.encode(variables));
        }
        return new Merge(sessions, stored, this).save();
    }

    private SessionOutcome dropped() {
        if (!variables.isModified()) {
            return SessionOutcome.UNTOUCHED;
        }
        if (isCopy && sessions.whenGone() == WhenGone.THROW) {
            throw new SessionGoneException();
        }
        return SessionOutcome.DROPPED;
    }

    /** Writes down when the session began, where there is a bound to its life. */
    private void noteBeginning() {
        if (isWritable() && !isCopy && sessions.config().absoluteLifetime().isPresent()) {
            Instant now = sessions.clock().instant();
            changes.apply(variables, fresh -> OwnFacts.begin(fresh, now));
        }
    }

    private void end(Supplier<SessionOutcome> ending) {
        outcome = SessionOutcome.FAILED;
        outcome = stored.end(ending);
    }

    @Override
    void requireWritable() {
        if (isWritable()) {
            return;
        }
        throw new IllegalStateException(
                concurrency == Concurrency.READ_ONLY
                        ? "The session was started READ_ONLY; start it with LOCK or MERGE to change it"
                        : "The session has ended (" + outcome + "); start it again to change it");
    }
}
