package io.savehandler.memcached;

import io.savehandler.SessionStoreException;
import io.savehandler.spi.LocalLockQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request's attempts at one lock, and what the successful one saw. Not thread-safe. */
final class LockAcquisition {
    private static final String LOCK = "lock";

    private final MemcachedNodes nodes;
    private final MemcachedStore store;
    private final MemcachedRequestContext context;
    private final String id;
    private final String lockKey;
    private final LocalLockQueue.Place place;
    private final boolean unknownToo;
    private final boolean repeats;
    private @Nullable MemcachedLease lease;
    private @Nullable MemcachedSighting seen;
    private final List<MemcachedLease> abandoned = new ArrayList<>();
    private boolean uncertain;
    private boolean busy;
    private boolean held;

    /**
     * @param unknownToo whether an id that the store knows nothing about is locked as well
     * @param repeats whether an attempt whose answer was lost is repeated
     */
    LockAcquisition(
            MemcachedNodes nodes,
            MemcachedStore store,
            MemcachedRequestContext context,
            String id,
            LocalLockQueue.Place place,
            boolean unknownToo,
            boolean repeats) {
        this.repeats = repeats;
        this.nodes = nodes;
        this.store = store;
        this.context = context;
        this.id = id;
        this.lockKey = nodes.layout().keys().lock(id);
        this.place = place;
        this.unknownToo = unknownToo;
    }

    /** Whether the lock was taken. */
    boolean isHeld() {
        return held;
    }

    /** Whether somebody else was seen to hold the lock. */
    boolean wasBusy() {
        return busy;
    }

    MemcachedSighting seen() {
        return Objects.requireNonNull(seen, "seen");
    }

    /** The lock that was taken. */
    MemcachedLease lease() {
        return Objects.requireNonNull(lease, "lease");
    }

    /** The lock that was taken, or may have been although no answer came. */
    Optional<MemcachedLease> mayBeHeld() {
        return held || uncertain ? Optional.ofNullable(lease) : Optional.empty();
    }

    /** Locks on servers that may have taken them before there was no connection any more. */
    List<MemcachedLease> abandoned() {
        return abandoned;
    }

    /** Tries once; false where somebody else holds the lock. */
    boolean attempt() {
        if (!unknownToo) {
            MemcachedSighting unlocked = store.read(id);
            if (!unlocked.exists()) {
                seen = unlocked;
                return !isLocked();
            }
        }
        LockTaking taking = take();
        busy = !taking.held();
        if (busy) {
            return false;
        }
        held = true;
        readLocked(taking);
        if (!unknownToo && !seen().exists()) {
            LockReturns.giveBack(nodes.layout().lockRules(), lease(), context);
            held = false;
        }
        return true;
    }

    /** Whether somebody is creating the session. */
    private boolean isLocked() {
        LockRules rules = nodes.layout().lockRules();
        Optional<MemcachedItem> lock = onFirst(link -> link.ask(LOCK, context.timeLeft(), wire -> wire.get(lockKey)));
        busy = lock.filter(item -> !rules.isFree(item)).isPresent();
        return busy;
    }

    private void readLocked(LockTaking taking) {
        MemcachedLink link = lease().link();
        boolean wasReadToo = isTogether(link)
                && (taking.seen().isPresent() || !nodes.layout().looksFurther());
        seen = wasReadToo ? store.seen(id, link, taking.seen()) : store.read(id);
    }

    /** Whether the lock's server is the one that the session is read from. */
    private boolean isTogether(MemcachedLink link) {
        return nodes.copies(id).get(0) == link;
    }

    private LockTaking take() {
        return onFirst(link -> {
            MemcachedLease wanted = lease;
            if (wanted == null || wanted.link() != link) {
                wanted = new MemcachedLease(link, id, lockKey, place, context.lockSeconds());
                lease = wanted;
            }
            return take(wanted);
        });
    }

    /** An attempt whose answer was lost is repeated: our number tells whether it has succeeded. */
    private LockTaking take(MemcachedLease wanted) {
        try {
            return takeOnce(wanted);
        } catch (SessionStoreException e) {
            uncertain |= e.outcomeUnknown();
            if (!repeats || !MemcachedFailures.lostTheAnswer(e)) {
                throw e;
            }
        }
        return takeOnce(wanted);
    }

    private LockTaking takeOnce(MemcachedLease wanted) {
        LockSteps steps = new LockSteps(nodes.layout().lockRules(), wanted);
        LockSteps.Reading reading =
                isTogether(wanted.link()) ? wire -> store.look(wire, id) : LockSteps.Reading.NOTHING;
        boolean again = uncertain;
        long begin = System.nanoTime();
        LockTaking taking = wanted.link().change(LOCK, context.timeLeft(), wire -> steps.take(wire, reading, again));
        uncertain = false;
        if (taking.held()) {
            wanted.held(taking.cas(), begin);
        }
        return taking;
    }

    /** On the first server of the lock's that can be reached. */
    private <T> T onFirst(OnLink<T> work) {
        List<MemcachedLink> places = MemcachedStore.awake(nodes.lockPlaces(id));
        for (int i = 0; ; i++) {
            try {
                return work.on(places.get(i));
            } catch (SessionStoreException e) {
                if (i == places.size() - 1 || !MemcachedFailures.isUnreachable(e)) {
                    throw e;
                }
                mayBeHeld().ifPresent(abandoned::add);
                uncertain = false;
            }
        }
    }

    /** Something that is done on one server. */
    @FunctionalInterface
    private interface OnLink<T> {
        T on(MemcachedLink link);
    }
}
