package io.savehandler.redis;

import io.savehandler.Regeneration;
import io.savehandler.SessionStoreException;
import io.savehandler.redis.RedisSighting.Expected;
import io.savehandler.spi.LocalLockQueue;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request's move from one id to another on one server, in one script. Not thread-safe. */
final class RedisRegeneration {
    private static final byte[] DELETE = RedisScript.ascii("delete");
    private static final byte[] KEEP = RedisScript.ascii("keep");

    private final Regeneration wanted;
    private final RedisStore store;
    private final RedisLock lock;
    private final RedisRequestContext context;

    RedisRegeneration(Regeneration wanted, RedisStore store, RedisLock lock, RedisRequestContext context) {
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
        RedisServer server = store.serverOf(wanted.oldId());
        if (wanted.newId().equals(wanted.oldId())) {
            return Regeneration.Outcome.NEW_ID_TAKEN;
        }
        Optional<LocalLockQueue.Place> place = server.queue().tryEnter(wanted.newId());
        return place.isEmpty() ? Regeneration.Outcome.NEW_ID_TAKEN : run(server, seen, place.get());
    }

    private Regeneration.Outcome run(RedisServer server, @Nullable RedisSighting seen, LocalLockQueue.Place place) {
        RedisLease old = lock.leaseOn(wanted.oldId());
        boolean moved = false;
        try {
            RedisVerdict verdict = call(server, seen, old);
            if (verdict == RedisVerdict.TAKEN) {
                return Regeneration.Outcome.NEW_ID_TAKEN;
            }
            if (verdict == RedisVerdict.CHANGED && wanted.isConditional()) {
                return Regeneration.Outcome.OLD_CHANGED;
            }
            verdict.requireDone();
            if (old != null) {
                lock.moveTo(old.movedTo(wanted.newId(), place));
                moved = true;
            }
            return Regeneration.Outcome.DONE;
        } catch (SessionStoreException e) {
            if (old != null && e.outcomeUnknown()) {
                // The lock may have moved although nobody said so.
                server.release(
                        old.movedTo(wanted.newId(), place), context.lock().expire());
            }
            throw e;
        } finally {
            if (!moved) {
                place.close();
            }
        }
    }

    /** A session whose deadline comes between the question and the answer is asked about once more. */
    private RedisVerdict call(RedisServer server, @Nullable RedisSighting seen, @Nullable RedisLease old) {
        RedisVerdict verdict = callOnce(server, seen, old);
        return verdict == RedisVerdict.GONE && seen != null && !seen.isLive() ? callOnce(server, seen, old) : verdict;
    }

    private RedisVerdict callOnce(RedisServer server, @Nullable RedisSighting seen, @Nullable RedisLease old) {
        byte[] oldKey = server.keys().data(wanted.oldId());
        byte[] newKey = server.keys().data(wanted.newId());
        byte[] newLock = server.keys().lock(wanted.newId());
        byte[] expected = expected(wanted, seen, old != null).argument();
        byte[] before = seen == null ? new byte[0] : seen.data();
        byte[] kind = wanted.deleteOld() ? DELETE : KEEP;
        byte[][] keys =
                old == null ? new byte[][] {oldKey, newKey} : new byte[][] {oldKey, newKey, old.lockKey(), newLock};
        byte[][] arguments = old == null
                ? new byte[][] {wanted.data(), store.lifetime(), expected, before, kind, wanted.oldData()}
                : new byte[][] {
                    wanted.data(),
                    store.lifetime(),
                    expected,
                    before,
                    kind,
                    wanted.oldData(),
                    old.token(),
                    RedisLock.millis(context.lock().expire())
                };
        return RedisVerdict.of(server.change(
                "regenerate", context.timeLeft(), RedisChange.of(RedisScript.REGENERATE, keys, arguments)));
    }

    /** What the store must hold under the old id. */
    static Expected expected(Regeneration wanted, @Nullable RedisSighting seen, boolean locked) {
        if (seen == null) {
            return Expected.ANY;
        }
        if (locked || wanted.isConditional()) {
            return seen.expected();
        }
        return seen.isLive() ? Expected.EXISTING : Expected.ANY;
    }
}
