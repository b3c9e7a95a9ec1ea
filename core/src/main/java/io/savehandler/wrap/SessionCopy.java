package io.savehandler.wrap;

import io.savehandler.Regeneration;
import io.savehandler.SessionGoneException;
import io.savehandler.SessionStoreException;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The session in the other store of a migration, which follows the current one.
 *
 * <p>Where nothing keeps others from writing, a copy may overtake a newer one. Therefore each is followed by a look at the
 * current store, and by another copy if that has changed: whoever copies last has found both equal after it.
 */
final class SessionCopy {
    private static final int MOST_ROUNDS = 100;

    /** Whose lock this request holds after a read. */
    enum Locking {
        NONE,
        SOURCE,
        BOTH
    }

    private final RestartableSessionHandler source;
    private final RestartableSessionHandler target;
    private final Locking locking;
    private @Nullable String seenId;
    private byte[] seen = {};

    SessionCopy(RestartableSessionHandler source, RestartableSessionHandler target, Locking locking) {
        this.source = source;
        this.target = target;
        this.locking = locking;
    }

    void open(String sessionName) {
        target.open("", sessionName);
    }

    /** Sees what the copy is, and locks it where it can be locked. */
    void look(String id) {
        seenId = null;
        seen = target.read(id);
        seenId = id;
    }

    void written(String id, byte[] data) {
        requireSurvival(copying("write", () -> follow(id, data)));
    }

    /** Nothing is gone that the current store's own touch has not reported. */
    void touched(String id, byte[] data) {
        copying("updateTimestamp", () -> {
            if (!id.equals(seenId) || locking != Locking.BOTH) {
                look(id);
            }
            return (Arrays.equals(seen, data) && touch(id, data)) || follow(id);
        });
    }

    void regenerated(Regeneration done) {
        requireSurvival(copying("regenerate", () -> {
            if (locking == Locking.BOTH && regenerate(done)) {
                return true;
            }
            boolean survived = follow(done.newId(), done.data());
            return followOld(done) && survived;
        }));
    }

    void destroy(String id) {
        target.destroy(id);
    }

    void destroyAllOf(String owner, @Nullable String exceptId) {
        target.destroyAllOf(owner, exceptId);
    }

    void gc(Duration maxLifetime) {
        target.gc(maxLifetime);
    }

    void close() {
        target.close();
    }

    private boolean touch(String id, byte[] data) {
        try {
            target.updateTimestamp(id, data);
            return true;
        } catch (SessionGoneException e) {
            return false;
        }
    }

    private boolean regenerate(Regeneration done) {
        try {
            if (target.regenerate(unconditional(done)) != Regeneration.Outcome.DONE) {
                return false;
            }
            saw(done.newId(), done.data());
            return true;
        } catch (SessionGoneException e) {
            return false;
        }
    }

    private static Regeneration unconditional(Regeneration done) {
        return new Regeneration(done.oldId(), done.newId(), done.data(), done.deleteOld())
                .withData(done.data(), done.oldData());
    }

    private boolean followOld(Regeneration done) {
        if (done.deleteOld()) {
            target.destroy(done.oldId());
            return true;
        }
        if (locking == Locking.NONE) {
            return follow(done.oldId(), done.oldData());
        }
        put(done.oldId(), done.oldData());
        return true;
    }

    /** Copies what the current store holds, not what a request believes that it holds. */
    private boolean follow(String id) {
        byte[] now = current(id);
        return now.length == 0 ? gone(id) : follow(id, now);
    }

    /** Copies until both are equal; false if the session turns out to have been destroyed. */
    private boolean follow(String id, byte[] data) {
        byte[] wanted = data;
        for (int round = 1; round <= MOST_ROUNDS; round++) {
            if (put(id, wanted)) {
                return true;
            }
            byte[] now = current(id);
            if (Arrays.equals(now, wanted)) {
                return true;
            }
            if (now.length == 0) {
                return gone(id);
            }
            wanted = now;
        }
        throw new IllegalStateException("the session changed " + MOST_ROUNDS + " times while it was copied");
    }

    private byte[] current(String id) {
        return locking == Locking.NONE ? source.readAside(id) : source.read(id);
    }

    private boolean gone(String id) {
        target.destroy(id);
        seenId = null;
        return false;
    }

    /** Tells whether the copy is known to be right: a session that was there is locked, and was still there. */
    private boolean put(String id, byte[] data) {
        boolean guarded = locking == Locking.BOTH && id.equals(seenId) && seen.length > 0;
        try {
            target.write(id, data);
        } catch (SessionGoneException e) {
            guarded = false;
            look(id);
            target.write(id, data);
        }
        saw(id, data);
        return guarded;
    }

    private void saw(String id, byte[] data) {
        seenId = id;
        seen = data.clone();
    }

    /** Under the lock only a destroyer takes the session away; without it, what was found is what someone wrote later. */
    private void requireSurvival(boolean survived) {
        if (!survived && locking != Locking.NONE) {
            throw new SessionGoneException();
        }
    }

    private static boolean copying(String operation, BooleanSupplier step) {
        try {
            return step.getAsBoolean();
        } catch (RuntimeException e) {
            String store = e instanceof SessionStoreException failure ? failure.store() : "one store of a migration";
            throw new SessionStoreException(
                    operation,
                    store,
                    "the current store has carried it out, but copying to the other one failed, so they differ until the"
                            + " session is written or touched again; see the cause",
                    e);
        }
    }
}
