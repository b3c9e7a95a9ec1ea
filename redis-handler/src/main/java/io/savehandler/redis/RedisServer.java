package io.savehandler.redis;

import io.savehandler.HandlerContext;
import io.savehandler.SessionStoreException;
import io.savehandler.spi.LocalLockQueue;
import io.savehandler.spi.LockAttempts;
import io.savehandler.spi.StoreReply;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** One server that holds sessions: its connection, its keys and the line of this JVM's requests. Thread-safe. */
final class RedisServer implements AutoCloseable {
    private static final int RELEASES_WAITED_FOR = 2;

    private final String address;
    private final RedisKeys keys;
    private final RedisCalls calls;
    private final RedisLink link;
    private final Optional<RedisConfirmation> confirmation;
    private final Optional<RedisReplicas> replicas;
    private final RedisEviction eviction;
    private final boolean failsOver;
    private final LocalLockQueue queue = new LocalLockQueue();
    private final RedisTokens tokens = new RedisTokens();
    private final RedisTurns turns = new RedisTurns();
    private final RedisOpenSlots openSlots = new RedisOpenSlots();

    RedisServer(RedisServerAddress server, RedisRoutes routes, RedisSettings settings) {
        this(
                server.toString(),
                server.keys(),
                routes,
                server.connectTimeout(settings),
                server.commandTimeout(settings),
                settings);
    }

    RedisServer(
            String address,
            RedisKeys keys,
            RedisRoutes routes,
            Duration connectTimeout,
            Duration commandTimeout,
            RedisSettings settings) {
        this.address = address;
        this.keys = keys;
        this.eviction = new RedisEviction(address, settings.locking());
        RedisFailures failures = new RedisFailures(address);
        this.calls =
                new RedisCalls(routes.master().get().showing(eviction::ask), failures, connectTimeout, commandTimeout);
        this.link = calls.link();
        this.confirmation = settings.replicaWait()
                .map(wait -> new RedisConfirmation(
                        wait,
                        failures,
                        commandTimeout,
                        () -> new RedisCalls(
                                routes.master().get(), failures, connectTimeout, commandTimeout.plus(wait.timeout()))));
        this.failsOver = routes.failsOver();
        this.replicas = routes.replica()
                .map(links -> new RedisReplicas(new RedisCalls(
                        links.get(), failures, connectTimeout.dividedBy(2), commandTimeout.dividedBy(2))));
    }

    RedisKeys keys() {
        return keys;
    }

    /**
     * Whether the server may lose what it has acknowledged: when its memory is full, which it may while nobody has said
     * otherwise, or to a replica that takes its place and was not waited for.
     */
    boolean mayLose() {
        return (failsOver && confirmation.isEmpty()) || eviction.isPossible();
    }

    /** Where this JVM's requests line up for a session's lock. */
    LocalLockQueue queue() {
        return queue;
    }

    /** Whose names are on the locks that this JVM takes. */
    RedisTokens tokens() {
        return tokens;
    }

    /** Which slots of the cluster, if this is one, are being moved. */
    RedisOpenSlots openSlots() {
        return openSlots;
    }

    /** Waits until a request is the first of this JVM's that want a session's lock. */
    LocalLockQueue.Place enter(String id, LockAttempts attempts) {
        LocalLockQueue.Place place = queue.enter(id, attempts);
        if (place.hasWaited()) {
            turns.next(id);
        }
        return place;
    }

    /** Lets the next of this JVM's requests have a session's lock. */
    void leave(String id, LocalLockQueue.Place place) {
        place.close();
        if (turns.size() > 0 && !queue.isOccupied(id)) {
            turns.end(id);
        }
    }

    /**
     * Sends commands that change nothing and waits for the answer.
     *
     * @param timeLeft how long the request may still take; the time-outs bound the wait as well
     * @throws SessionStoreException if there is no answer, or an error
     */
    <T> T ask(String operation, Duration timeLeft, byte[] key, Function<RedisSender, CompletionStage<T>> command) {
        return calls.call(operation, false, timeLeft, key, wire -> command.apply(wire.sender()));
    }

    /** Sends commands that change nothing to a replica, if there is one at hand that answers. */
    <T> Optional<T> askReplica(
            String operation, Duration timeLeft, byte[] key, Function<RedisSender, CompletionStage<T>> command) {
        return replicas.flatMap(replica -> replica.ask(operation, timeLeft, key, command));
    }

    /**
     * Sends commands that may change something and waits for the answer, and for the replicas where they are asked for.
     *
     * @param timeLeft how long the request may still take; the time-outs bound the wait as well
     * @throws SessionStoreException if there is no answer, in which case the outcome is unknown, or an error
     */
    <T> T change(String operation, Duration timeLeft, RedisChange<T> change) {
        try {
            return confirmation.isPresent()
                    ? confirmation.get().change(operation, timeLeft, change)
                    : calls.call(
                            operation,
                            true,
                            timeLeft,
                            change.key(),
                            wire -> change.command().apply(wire.sender()));
        } catch (SessionStoreException e) {
            if (e.outcomeUnknown()) {
                replicas.ifPresent(RedisReplicas::distrust);
            }
            throw e;
        }
    }

    /**
     * Gives a lock back if it is still held. What fails is tried again, for it does no harm to do it twice: at once, and then
     * without anybody's waiting until the lease is over. Nobody waits for a server that has just been silent for a whole
     * time-out.
     */
    void release(RedisLease lease, Duration expire) {
        for (int attempt = 0; !calls.isSilent() && attempt < RELEASES_WAITED_FOR; attempt++) {
            try {
                byte[][] keys = {lease.lockKey()};
                Long unused = calls.call(
                        "unlock",
                        true,
                        HandlerContext.NO_DEADLINE,
                        lease.lockKey(),
                        wire -> wire.sender().run(RedisScript.RELEASE, keys, lease.token()));
                return;
            } catch (SessionStoreException e) {
                // What the request came for is done or has failed already.
            }
        }
        releaseWithoutWaiting(lease, expire);
    }

    /** Removes a lock that somebody of this JVM has given back already, or given up. */
    void removeLeftover(byte[] lockKey, byte[] token, Duration timeLeft) {
        byte[][] keys = {lockKey};
        Long unused = calls.call(
                "lock", true, timeLeft, lockKey, wire -> wire.sender().run(RedisScript.RELEASE, keys, token));
    }

    /** Gives a lock back if it is still held, in a while if need be; nobody waits for that. */
    void releaseWithoutWaiting(RedisLease lease, Duration expire) {
        releaseLater(lease, StoreReply.deadline(expire));
    }

    private void releaseLater(RedisLease lease, long end) {
        byte[][] keys = {lease.lockKey()};
        CompletionStage<?> unused = calls.<Long>send(
                        lease.lockKey(), wire -> wire.sender().run(RedisScript.RELEASE, keys, lease.token()))
                .whenComplete((released, failure) -> {
                    if (failure != null && System.nanoTime() - end < 0) {
                        link.later(() -> releaseLater(lease, end));
                    }
                });
    }

    /** Prolongs a lock without waiting; false where it is lost, true also where there was no answer. */
    CompletionStage<Boolean> renew(RedisLease lease, Duration expire) {
        byte[][] keys = {lease.lockKey()};
        return calls.<Long>send(
                        lease.lockKey(),
                        wire -> wire.sender().run(RedisScript.RENEW, keys, lease.token(), RedisLock.millis(expire)))
                .handle((renewed, failure) -> failure != null || renewed > 0);
    }

    /** Prolongs a lock and waits for the answer: whether it is still held. */
    boolean isHeld(RedisLease lease, Duration expire, Duration timeLeft) {
        byte[][] keys = {lease.lockKey()};
        Long renewed = calls.call(
                "lock",
                true,
                timeLeft,
                lease.lockKey(),
                wire -> wire.sender().run(RedisScript.RENEW, keys, lease.token(), RedisLock.millis(expire)));
        return renewed > 0;
    }

    @Override
    public void close() {
        confirmation.ifPresent(RedisConfirmation::close);
        replicas.ifPresent(RedisReplicas::close);
        link.close();
    }

    @Override
    public String toString() {
        return address;
    }
}
