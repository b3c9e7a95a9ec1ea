package io.savehandler.memcached;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Taking, renewing and giving back one lock, each without waiting, each in steps that compare what they change. */
final class LockSteps {
    private static final int MOST_TRIES = 50;
    private static final CompletableFuture<Optional<MemcachedItem>> NOT_READ =
            CompletableFuture.completedFuture(Optional.empty());

    private final LockRules rules;
    private final MemcachedLease lease;

    LockSteps(LockRules rules, MemcachedLease lease) {
        this.rules = rules;
        this.lease = lease;
    }

    /**
     * Takes the lock if it is free, and reads an item in the same flush.
     *
     * @param reading asks for an item of the same server once the lock is held
     * @param again whether an earlier attempt may have taken it, although nobody said so
     */
    CompletableFuture<LockTaking> take(MemcachedWire wire, Reading reading, boolean again) {
        boolean ask = again || wire.protocol() == MemcachedProtocol.TEXT || rules == LockRules.COUNTER;
        CompletableFuture<MemcachedAnswer> added =
                wire.add(lease.lockKey(), rules.held(lease.token()), lease.seconds());
        CompletableFuture<Optional<MemcachedItem>> present = ask ? wire.get(lease.lockKey()) : NOT_READ;
        CompletableFuture<Optional<MemcachedItem>> data = reading.from(wire);
        return added.thenCompose(answer -> maybeSent(present).thenCompose(item -> {
            if (answer.isDone() || item.filter(this::isOurs).isPresent()) {
                long cas = item.map(MemcachedItem::cas).orElse(answer.cas());
                return maybeSent(data).thenApply(seen -> new LockTaking(true, cas, seen));
            }
            return item.filter(rules::isFree).isPresent()
                    ? takeFree(wire, item.get().cas(), reading)
                    : CompletableFuture.completedFuture(LockTaking.BUSY);
        }));
    }

    /** Token and lifetime at once: whoever waits and counts meanwhile makes the comparison fail. */
    private CompletableFuture<LockTaking> takeFree(MemcachedWire wire, long cas, Reading reading) {
        CompletableFuture<MemcachedAnswer> swapped =
                wire.swap(lease.lockKey(), cas, rules.held(lease.token()), lease.seconds());
        CompletableFuture<Optional<MemcachedItem>> data = reading.from(wire);
        return maybeSent(swapped)
                .thenCompose(answer -> answer.isDone()
                        ? maybeSent(data).thenApply(seen -> new LockTaking(true, answer.cas(), seen))
                        : CompletableFuture.completedFuture(LockTaking.BUSY));
    }

    /** Begins the lock's time anew; false where it is not ours any more. */
    CompletableFuture<Boolean> renew(MemcachedWire wire) {
        return renew(wire, MOST_TRIES);
    }

    private CompletableFuture<Boolean> renew(MemcachedWire wire, int tries) {
        long begin = System.nanoTime();
        return changeOurs(wire, item -> wire.swap(lease.lockKey(), item.cas(), item, lease.seconds()))
                .thenCompose(answer -> {
                    if (answer.isDone()) {
                        lease.held(answer.cas(), begin);
                    }
                    return answer.verdict() == MemcachedVerdict.CHANGED && tries > 1
                            ? renew(wire, tries - 1)
                            : CompletableFuture.completedFuture(answer.isDone());
                });
    }

    /** Gives the lock back if it is ours. */
    CompletableFuture<Boolean> giveBack(MemcachedWire wire) {
        long cas = lease.cas();
        return cas == 0 || rules == LockRules.COUNTER
                ? giveBackAsked(wire, MOST_TRIES)
                : rules.giveBack(wire, lease, cas).thenCompose(answer -> again(wire, answer, MOST_TRIES));
    }

    private CompletableFuture<Boolean> giveBackAsked(MemcachedWire wire, int tries) {
        return changeOurs(wire, item -> rules.giveBack(wire, lease, item.cas()))
                .thenCompose(answer -> again(wire, answer, tries));
    }

    /** Somebody who waits may have counted, or a renewal of ours may have come between. */
    private CompletableFuture<Boolean> again(MemcachedWire wire, MemcachedAnswer answer, int tries) {
        return answer.verdict() == MemcachedVerdict.CHANGED && tries > 1
                ? giveBackAsked(wire, tries - 1)
                : CompletableFuture.completedFuture(answer.isDone());
    }

    private CompletableFuture<MemcachedAnswer> changeOurs(
            MemcachedWire wire, Function<MemcachedItem, CompletableFuture<MemcachedAnswer>> change) {
        return wire.get(lease.lockKey())
                .thenCompose(item -> item.filter(this::isOurs)
                        .map(change)
                        .orElseGet(() ->
                                CompletableFuture.completedFuture(new MemcachedAnswer(MemcachedVerdict.MISSING, 0))));
    }

    private boolean isOurs(MemcachedItem item) {
        return rules.isOurs(item, lease.token());
    }

    /** What is read along with a lock. */
    @FunctionalInterface
    interface Reading {
        /** Where the session is on another server. */
        Reading NOTHING = wire -> NOT_READ;

        CompletableFuture<Optional<MemcachedItem>> from(MemcachedWire wire);
    }

    /** Where the first of several operations has left, it does not count that this one has not. */
    static <T> CompletableFuture<T> maybeSent(CompletableFuture<T> later) {
        return later.exceptionallyCompose(failure -> CompletableFuture.failedFuture(
                new WireException(WireException.Kind.NO_ANSWER, "the connection was lost")));
    }
}
