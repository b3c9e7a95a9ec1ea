package io.savehandler.memcached;

import io.savehandler.Regeneration;
import io.savehandler.SessionException;
import io.savehandler.SessionGoneException;
import io.savehandler.SessionStoreException;
import io.savehandler.spi.LocalLockQueue;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request's move from one id to another, in steps: the new session first, the old one last, and the new one taken back
 * where the old one is not what it should be. Not thread-safe.
 */
final class MemcachedMove {
    private final Regeneration wanted;
    private final MemcachedNodes nodes;
    private final MemcachedStore store;
    private final MemcachedLock lock;
    private final MemcachedRequestContext context;
    private @Nullable MemcachedSighting fresh;

    MemcachedMove(
            Regeneration wanted,
            MemcachedNodes nodes,
            MemcachedStore store,
            MemcachedLock lock,
            MemcachedRequestContext context) {
        this.wanted = wanted;
        this.nodes = nodes;
        this.store = store;
        this.lock = lock;
        this.context = context;
    }

    /** The new session, once it is stored. */
    @Nullable MemcachedSighting fresh() {
        return fresh;
    }

    /**
     * Stores the new session and deals with the old one.
     *
     * @param seen what the request has seen under the old id, or null
     */
    Regeneration.Outcome run(@Nullable MemcachedSighting seen) {
        Optional<LocalLockQueue.Place> place = nodes.queue().tryEnter(wanted.newId());
        if (place.isEmpty()) {
            return Regeneration.Outcome.NEW_ID_TAKEN;
        }
        MemcachedLease lease = null;
        boolean kept = false;
        try {
            if (lock.isOn(wanted.oldId())) {
                lock.requireTimeToWrite();
                lease = lock.tryNew(wanted.newId(), place.get());
                if (lease == null) {
                    return Regeneration.Outcome.NEW_ID_TAKEN;
                }
            }
            Regeneration.Outcome outcome = move(seen);
            if (lease != null && outcome == Regeneration.Outcome.DONE) {
                kept = true;
                lock.moveTo(lease);
            }
            return outcome;
        } finally {
            if (!kept) {
                end(lease, place.get());
            }
        }
    }

    private void end(@Nullable MemcachedLease lease, LocalLockQueue.Place place) {
        try {
            if (lease != null) {
                lock.giveBack(lease);
            }
        } finally {
            place.close();
        }
    }

    private Regeneration.Outcome move(@Nullable MemcachedSighting seen) {
        MemcachedVerdict added = store.write(store.absent(wanted.newId()), wanted.data(), sighting -> fresh = sighting);
        if (added != MemcachedVerdict.DONE) {
            return Regeneration.Outcome.NEW_ID_TAKEN;
        }
        try {
            MemcachedVerdict verdict = dealWithOld(seen);
            if (verdict == MemcachedVerdict.CHANGED && wanted.isConditional()) {
                takeBack();
                return Regeneration.Outcome.OLD_CHANGED;
            }
            verdict.requireDone();
            return Regeneration.Outcome.DONE;
        } catch (SessionException e) {
            takeBackAfter(e);
            throw e;
        }
    }

    private MemcachedVerdict dealWithOld(@Nullable MemcachedSighting seen) {
        if (seen == null) {
            return replaceAny();
        }
        if (!lock.isOn(wanted.oldId()) && !wanted.isConditional()) {
            return seen.isLive(context.clock().instant()) ? replaceExisting(seen) : replaceAny();
        }
        MemcachedVerdict verdict = compare(seen);
        return verdict == MemcachedVerdict.MISSING
                        && !seen.isLive(context.clock().instant())
                ? compare(store.absent(wanted.oldId()))
                : verdict;
    }

    private MemcachedVerdict compare(MemcachedSighting seen) {
        return wanted.deleteOld() ? store.remove(seen) : store.write(seen, wanted.oldData(), sighting -> {});
    }

    private MemcachedVerdict replaceAny() {
        if (wanted.deleteOld()) {
            store.delete("regenerate", wanted.oldId());
        } else {
            MemcachedSighting unused = store.put(wanted.oldId(), wanted.oldData());
        }
        return MemcachedVerdict.DONE;
    }

    private MemcachedVerdict replaceExisting(MemcachedSighting seen) {
        boolean done = wanted.deleteOld()
                ? store.deleteExisting(seen)
                : store.replace(seen, wanted.oldData()).isPresent();
        return done ? MemcachedVerdict.DONE : MemcachedVerdict.MISSING;
    }

    /** Unless the old session may be gone: then the new one is all there is. */
    private void takeBackAfter(SessionException why) {
        boolean mayBeGone = why instanceof SessionStoreException failure && failure.outcomeUnknown();
        if (mayBeGone) {
            return;
        }
        try {
            takeBack();
        } catch (SessionStoreException | SessionGoneException e) {
            why.addSuppressed(e);
        }
    }

    private void takeBack() {
        if (fresh != null) {
            MemcachedVerdict unused = store.remove(fresh);
        }
    }
}
