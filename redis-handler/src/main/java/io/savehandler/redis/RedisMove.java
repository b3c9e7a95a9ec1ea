package io.savehandler.redis;

import io.savehandler.Regeneration;
import io.savehandler.SessionException;
import io.savehandler.SessionStoreException;
import io.savehandler.redis.RedisSighting.Expected;
import io.savehandler.spi.LocalLockQueue;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request's move from an id on one server of a pool to an id on another, in steps: the new session first, the old one
 * last, and the new one taken back where the old one is not what it should be. Not thread-safe.
 */
final class RedisMove {
    private static final byte[] EVEN_IF_UNKNOWN = RedisScript.ascii("new");
    private static final byte[] NOTHING = new byte[0];

    private final Regeneration wanted;
    private final RedisStore store;
    private final RedisLock lock;
    private final RedisRequestContext context;

    RedisMove(Regeneration wanted, RedisStore store, RedisLock lock, RedisRequestContext context) {
        this.wanted = wanted;
        this.store = store;
        this.lock = lock;
        this.context = context;
    }

    /**
     * Stores the new session and deals with the old one.
     *
     * @param seen what the request has seen under the old id, or null
     */
    Regeneration.Outcome run(@Nullable RedisSighting seen) {
        RedisServer target = store.serverOf(wanted.newId());
        Optional<LocalLockQueue.Place> place = target.queue().tryEnter(wanted.newId());
        if (place.isEmpty()) {
            return Regeneration.Outcome.NEW_ID_TAKEN;
        }
        RedisLease old = lock.leaseOn(wanted.oldId());
        RedisLease fresh = RedisLease.on(target, wanted.newId(), place.get());
        boolean kept = false;
        try {
            Regeneration.Outcome outcome = run(seen, old, old == null ? null : fresh);
            kept = old != null && outcome == Regeneration.Outcome.DONE;
            if (kept) {
                lock.moveTo(fresh);
            }
            return outcome;
        } catch (SessionException e) {
            if (old != null) {
                target.release(fresh, context.lock().expire());
            }
            throw e;
        } finally {
            if (!kept) {
                place.get().close();
            }
        }
    }

    private Regeneration.Outcome run(
            @Nullable RedisSighting seen, @Nullable RedisLease old, @Nullable RedisLease fresh) {
        if (!insertNew(fresh)) {
            return Regeneration.Outcome.NEW_ID_TAKEN;
        }
        try {
            RedisVerdict verdict = dealWithOld(seen, old);
            if (verdict != RedisVerdict.CHANGED || !wanted.isConditional()) {
                verdict.requireDone();
                return Regeneration.Outcome.DONE;
            }
        } catch (SessionException e) {
            takeBack(fresh, e);
            throw e;
        }
        takeBack(fresh);
        return Regeneration.Outcome.OLD_CHANGED;
    }

    private void takeBack(@Nullable RedisLease fresh) {
        RedisVerdict unused = store.remove(wanted.newId(), Expected.ANY, NOTHING, fresh);
    }

    /** Unless the old session may be gone: then the new one is all there is. */
    private void takeBack(@Nullable RedisLease fresh, SessionException why) {
        if (why instanceof SessionStoreException failure && failure.outcomeUnknown()) {
            return;
        }
        try {
            takeBack(fresh);
        } catch (SessionStoreException e) {
            why.addSuppressed(e);
        }
    }

    /** Stores the new session, under its lock where there is one, if there is neither session nor lock yet. */
    private boolean insertNew(@Nullable RedisLease fresh) {
        if (fresh != null) {
            RedisAcquisition acquisition = new RedisAcquisition(fresh, EVEN_IF_UNKNOWN, context);
            if (!acquisition.attempt()) {
                return false;
            }
        }
        RedisVerdict verdict = store.write(wanted.newId(), wanted.data(), Expected.ABSENT, NOTHING, fresh, false);
        if (verdict == RedisVerdict.CHANGED && fresh != null) {
            fresh.server().release(fresh, context.lock().expire());
        }
        return verdict == RedisVerdict.DONE;
    }

    private RedisVerdict dealWithOld(@Nullable RedisSighting seen, @Nullable RedisLease old) {
        RedisVerdict verdict = dealWithOldOnce(seen, old);
        return verdict == RedisVerdict.GONE && seen != null && !seen.isLive() ? dealWithOldOnce(seen, old) : verdict;
    }

    private RedisVerdict dealWithOldOnce(@Nullable RedisSighting seen, @Nullable RedisLease old) {
        Expected expected = RedisRegeneration.expected(wanted, seen, old != null);
        byte[] before = seen == null ? NOTHING : seen.data();
        return wanted.deleteOld()
                ? store.remove(wanted.oldId(), expected, before, old)
                : store.write(wanted.oldId(), wanted.oldData(), expected, before, old, true);
    }
}
