package io.savehandler.redis;

import io.savehandler.Regeneration;
import io.savehandler.SessionConfigurationException;
import io.savehandler.SessionGoneException;
import io.savehandler.SessionHandler;
import io.savehandler.redis.RedisSighting.Expected;
import io.savehandler.spi.LeaseRenewals;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One request's view of sessions in Redis. Redis's own clock decides what has expired. */
final class RedisSessionHandler implements SessionHandler {
    private final String savePath;
    private final RedisRequestContext context;
    private final RedisStore store;
    private final RedisLock lock;
    private @Nullable RedisSighting seen;
    private boolean validated;
    private boolean finishing;

    RedisSessionHandler(String savePath, RedisTopology topology, LeaseRenewals renewals, RedisRequestContext context) {
        this.savePath = savePath;
        this.context = context;
        this.store = new RedisStore(topology, context);
        this.lock = new RedisLock(context, renewals);
    }

    @Override
    public void open(String otherSavePath, String sessionName) {
        if (!otherSavePath.isEmpty() && !otherSavePath.equals(savePath)) {
            throw new SessionConfigurationException(
                    "session.save_path", "is not the one that this handler was built for");
        }
    }

    /** In the middle of a request, an id on the same server of a pool: the session moves to it in one step. */
    @Override
    public String createId() {
        String id = context.ids().newId();
        for (int i = 0; seen != null && !store.areTogether(id, seen.id()) && i < store.idsWorthTrying(); i++) {
            id = context.ids().newId();
        }
        return id;
    }

    @Override
    public boolean validateId(String id) {
        validated = look(context.ids().check(id), false).exists();
        if (!validated) {
            lock.releaseIfOn(id);
        }
        return validated;
    }

    @Override
    public byte[] read(String id) {
        RedisSighting prefetched = validated ? sightingOf(id) : null;
        validated = false;
        if (prefetched != null && prefetched.isLive()) {
            return prefetched.copyOfData();
        }
        return look(context.ids().check(id), true).copyOfData();
    }

    @Override
    public void write(String id, byte[] data) {
        RedisSighting before = sightingOf(id);
        if (lock.isOn(id)) {
            writeLocked(id, data, before);
        } else if (before == null || !before.isLive()) {
            store.put(id, data);
        } else if (!store.replace(id, data)) {
            requireExpired(before);
            store.put(id, data);
        }
        stored(id, data);
    }

    @Override
    public boolean writeIfUnchanged(String id, byte[] data) {
        RedisSighting before = sightingOf(id);
        if (before == null) {
            throw new IllegalStateException("writeIfUnchanged compares with what read saw: read the session first");
        }
        RedisVerdict verdict = compareAndWrite(id, data, before);
        if (verdict == RedisVerdict.LOST) {
            verdict.requireDone();
        }
        if (verdict == RedisVerdict.DONE) {
            stored(id, data);
        }
        return verdict == RedisVerdict.DONE;
    }

    @Override
    public void updateTimestamp(String id, byte[] data) {
        RedisSighting before = sightingOf(id);
        if (before != null && isTouchedEnough(before)) {
            return;
        }
        RedisLease unlocked = finishing ? lock.leaseOn(id) : null;
        RedisVerdict verdict = store.touch(id, unlocked);
        if (unlocked != null) {
            lock.forget();
        }
        if (verdict == RedisVerdict.GONE && before != null && before.isLive()) {
            throw new SessionGoneException();
        }
    }

    @Override
    public void destroy(String id) {
        store.delete(context.ids().check(id));
    }

    @Override
    public Regeneration.Outcome regenerate(Regeneration wanted) {
        String oldId = context.ids().check(wanted.oldId());
        context.ids().check(wanted.newId());
        RedisSighting before = sightingOf(oldId);
        Supplier<Regeneration.Outcome> inSteps = () -> new RedisMove(wanted, store, lock, context).run(before);
        RedisServer server = store.serverOf(oldId);
        Regeneration.Outcome outcome = store.areTogether(oldId, wanted.newId())
                ? server.openSlots()
                        .change(
                                server.keys().data(oldId),
                                () -> new RedisRegeneration(wanted, store, lock, context).run(before),
                                inSteps)
                : inSteps.get();
        if (outcome == Regeneration.Outcome.DONE) {
            seen = RedisSighting.stored(wanted.newId(), wanted.data(), context.lifetime());
        }
        return outcome;
    }

    @Override
    public long gc(Duration maxLifetime) {
        return 0;
    }

    @Override
    public void finishing() {
        finishing = true;
    }

    @Override
    public void close() {
        seen = null;
        validated = false;
        lock.release();
    }

    private RedisSighting look(String id, boolean unknownToo) {
        RedisSighting sighting =
                lock.isWanted() && !lock.isOn(id) ? lock.acquire(store.serverOf(id), id, unknownToo) : store.read(id);
        seen = sighting;
        return sighting;
    }

    /** Nobody compares with what is stored at the end of a request. */
    private void stored(String id, byte[] data) {
        seen = finishing ? null : RedisSighting.stored(id, data, context.lifetime());
    }

    private void writeLocked(String id, byte[] data, @Nullable RedisSighting before) {
        if (before == null) {
            store.write(id, data, Expected.ANY, data, lock.leaseOn(id), finishing)
                    .requireDone();
        } else {
            compareAndWrite(id, data, before).requireDone();
        }
        if (finishing) {
            lock.forget();
        }
    }

    /** A session whose deadline comes between the question and the answer is asked about once more. */
    private RedisVerdict compareAndWrite(String id, byte[] data, RedisSighting before) {
        RedisLease lease = lock.leaseOn(id);
        RedisVerdict verdict = store.write(id, data, before.expected(), before.data(), lease, finishing);
        return verdict == RedisVerdict.GONE && !before.isLive()
                ? store.write(id, data, before.expected(), before.data(), lease, finishing)
                : verdict;
    }

    private boolean isTouchedEnough(RedisSighting before) {
        if (context.refreshesEarly()) {
            return before.isLive();
        }
        Duration least = context.touchInterval();
        return !least.isZero()
                && before.isLive()
                && before.gain(context.lifetime()).compareTo(least) < 0;
    }

    private static void requireExpired(RedisSighting before) {
        if (before.isLive()) {
            throw new SessionGoneException();
        }
    }

    /** What was seen of an id, which is a good one then; one that is not is refused. */
    private @Nullable RedisSighting sightingOf(String id) {
        if (seen != null && seen.isOf(id)) {
            return seen;
        }
        String unused = context.ids().check(id);
        return null;
    }
}
