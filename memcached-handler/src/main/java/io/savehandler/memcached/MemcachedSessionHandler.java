package io.savehandler.memcached;

import io.savehandler.Regeneration;
import io.savehandler.SessionConfigurationException;
import io.savehandler.SessionGoneException;
import io.savehandler.SessionHandler;
import io.savehandler.spi.LeaseRenewals;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request's view of sessions in Memcached. Memcached's own clock decides what has expired. */
final class MemcachedSessionHandler implements SessionHandler {
    private final String savePath;
    private final MemcachedNodes nodes;
    private final MemcachedRequestContext context;
    private final MemcachedStore store;
    private final MemcachedLock lock;
    private @Nullable MemcachedSighting seen;
    private boolean validated;

    MemcachedSessionHandler(
            String savePath,
            MemcachedNodes nodes,
            LeaseRenewals renewals,
            LockReturns returns,
            MemcachedRequestContext context) {
        this.savePath = savePath;
        this.nodes = nodes;
        this.context = context;
        this.store = new MemcachedStore(nodes, context);
        this.lock = new MemcachedLock(nodes, store, context, renewals, returns);
    }

    @Override
    public void open(String otherSavePath, String sessionName) {
        if (!otherSavePath.isEmpty() && !otherSavePath.equals(savePath)) {
            throw new SessionConfigurationException(
                    "session.save_path", "is not the one that this handler was built for");
        }
    }

    @Override
    public String createId() {
        return context.ids().newId();
    }

    @Override
    public boolean validateId(String id) {
        validated = look(check(id), false).exists();
        if (!validated) {
            lock.releaseIfOn(id);
        }
        return validated;
    }

    @Override
    public byte[] read(String id) {
        MemcachedSighting prefetched = validated ? sightingOf(check(id)) : null;
        validated = false;
        return prefetched == null ? look(check(id), true).copyOfData() : prefetched.copyOfData();
    }

    @Override
    public void write(String id, byte[] data) {
        MemcachedSighting before = sightingOf(check(id));
        if (lock.isOn(id)) {
            lock.requireTimeToWrite();
            writeLocked(id, data, before);
        } else if (before == null || !isLive(before)) {
            seen = store.put(id, data);
        } else {
            Optional<MemcachedSighting> replaced = store.replace(before, data);
            if (replaced.isEmpty() && isLive(before)) {
                throw new SessionGoneException();
            }
            seen = replaced.orElseGet(() -> store.put(id, data));
        }
    }

    @Override
    public boolean writeIfUnchanged(String id, byte[] data) {
        MemcachedSighting before = sightingOf(check(id));
        if (before == null) {
            throw new IllegalStateException("writeIfUnchanged compares with what read saw: read the session first");
        }
        if (lock.isOn(id)) {
            lock.requireTimeToWrite();
        }
        return compareAndWrite(id, data, before) == MemcachedVerdict.DONE;
    }

    @Override
    public void updateTimestamp(String id, byte[] data) {
        MemcachedSighting before = sightingOf(check(id));
        if (before != null && isTouchedEnough(before)) {
            return;
        }
        if (!touch(before == null ? store.read(id) : before) && before != null && isLive(before)) {
            throw new SessionGoneException();
        }
    }

    @Override
    public void destroy(String id) {
        store.delete("destroy", check(id));
    }

    @Override
    public Regeneration.Outcome regenerate(Regeneration wanted) {
        MemcachedSighting before = sightingOf(check(wanted.oldId()));
        MemcachedMove move = new MemcachedMove(wanted, nodes, store, lock, context);
        if (check(wanted.newId()).equals(wanted.oldId())) {
            return Regeneration.Outcome.NEW_ID_TAKEN;
        }
        Regeneration.Outcome outcome = move.run(before);
        if (outcome == Regeneration.Outcome.DONE) {
            seen = move.fresh();
        }
        return outcome;
    }

    @Override
    public long gc(Duration maxLifetime) {
        return 0;
    }

    @Override
    public void close() {
        seen = null;
        validated = false;
        lock.release();
    }

    /** What is no key never reaches a server. */
    private String check(String id) {
        String checked = context.ids().check(id);
        String unused = nodes.layout().keys().lock(checked);
        return checked;
    }

    private MemcachedSighting look(String id, boolean unknownToo) {
        MemcachedSighting sighting = lock.isWanted() && !lock.isOn(id) ? lock.acquire(id, unknownToo) : store.read(id);
        seen = sighting;
        return sighting;
    }

    private void writeLocked(String id, byte[] data, @Nullable MemcachedSighting before) {
        if (before == null) {
            seen = store.put(id, data);
        } else {
            compareAndWrite(id, data, before).requireDone();
        }
    }

    /** A session that has reached its end meanwhile is stored anew, unless somebody else has. */
    private MemcachedVerdict compareAndWrite(String id, byte[] data, MemcachedSighting before) {
        MemcachedVerdict verdict = store.write(before, data, sighting -> seen = sighting);
        return verdict == MemcachedVerdict.MISSING && !isLive(before)
                ? store.write(store.absent(id), data, sighting -> seen = sighting)
                : verdict;
    }

    private boolean isTouchedEnough(MemcachedSighting before) {
        if (store.refreshesEarly(before.id())) {
            return isLive(before);
        }
        Duration least = context.touchInterval();
        return !least.isZero()
                && before.endsAfter(context.end(context.lifetime().minus(least)));
    }

    /** A session that ends later than this request's lifetime is only looked for; false where there is none. */
    private boolean touch(MemcachedSighting before) {
        return before.endsAfter(context.end(context.lifetime()))
                ? store.read(before.id()).exists()
                : store.touch(before);
    }

    private boolean isLive(MemcachedSighting sighting) {
        return sighting.isLive(context.clock().instant());
    }

    private @Nullable MemcachedSighting sightingOf(String id) {
        return seen != null && seen.isOf(id) ? seen : null;
    }
}
