package io.savehandler.redis;

import io.lettuce.core.SetArgs;
import io.savehandler.redis.RedisSighting.Expected;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What one request says to the servers. Not thread-safe. */
final class RedisStore {
    private static final String READ = "read";
    private static final byte[] UNLOCK = RedisScript.ascii("unlock");
    private static final byte[] HOLD = RedisScript.ascii("hold");

    private final RedisTopology topology;
    private final RedisRequestContext context;

    RedisStore(RedisTopology topology, RedisRequestContext context) {
        this.topology = topology;
        this.context = context;
    }

    RedisServer serverOf(String id) {
        return topology.serverOf(id);
    }

    /** Whether one server holds both sessions, so that one script can change them. */
    boolean areTogether(String id, String otherId) {
        return topology.areTogether(id, otherId);
    }

    int idsWorthTrying() {
        return topology.idsWorthTrying();
    }

    /** Reads a session and when it ends, in one flush; a request that only reads may see a copy. */
    RedisSighting read(String id) {
        RedisServer server = serverOf(id);
        byte[] key = server.keys().data(id);
        if (context.refreshesEarly()) {
            return readAndRefresh(server, id, key);
        }
        if (context.readOnly()) {
            Optional<RedisSighting> copy = server.askReplica(READ, context.timeLeft(), key, look(id, key))
                    .filter(RedisSighting::isLive);
            if (copy.isPresent()) {
                return copy.get();
            }
        }
        return server.ask(READ, context.timeLeft(), key, look(id, key));
    }

    /** Twice does no harm, so it is a question like others. */
    private RedisSighting readAndRefresh(RedisServer server, String id, byte[] key) {
        byte[][] arguments = {lifetime(), RedisScript.ascii(String.valueOf(context.keptMillis()))};
        List<@Nullable Object> reply = server.ask(
                READ, context.timeLeft(), key, sender -> sender.run(RedisScript.READ, new byte[][] {key}, arguments));
        return RedisSighting.read(id, (byte[]) reply.get(0), (Long) Objects.requireNonNull(reply.get(1)));
    }

    private static Function<RedisSender, CompletionStage<RedisSighting>> look(String id, byte[] key) {
        return sender -> sender.next()
                .get(key)
                .thenCombine(sender.next().pttl(key), (data, left) -> RedisSighting.read(id, data, left));
    }

    /** Stores a session, whatever is there. */
    void put(String id, byte[] data) {
        set(id, data, SetArgs.Builder.px(context.lifetimeMillis()));
    }

    /** Replaces a session that is there. */
    boolean replace(String id, byte[] data) {
        return set(id, data, SetArgs.Builder.px(context.lifetimeMillis()).xx());
    }

    /** Stores a session where the store holds what is expected, and the lock, if there is one, is held. */
    RedisVerdict write(
            String id, byte[] data, Expected expected, byte[] seen, @Nullable RedisLease lease, boolean unlock) {
        byte[][] arguments = {data, lifetime(), expected.argument(), seen};
        if (lease == null) {
            return run("write", RedisScript.WRITE, id, arguments);
        }
        return lease.server()
                .openSlots()
                .change(
                        lease,
                        () -> run("write", RedisScript.WRITE, lease, arguments, lease.token(), unlock ? UNLOCK : HOLD),
                        () -> ifHeld(lease, unlock, () -> run("write", RedisScript.WRITE, id, arguments)));
    }

    /** Lets a session's lifetime begin anew, and gives back the lock if one is named. */
    RedisVerdict touch(String id, @Nullable RedisLease unlocked) {
        byte[][] arguments = {lifetime()};
        if (unlocked == null) {
            return run("touch", RedisScript.TOUCH, id, arguments);
        }
        return unlocked.server()
                .openSlots()
                .change(unlocked, () -> run("touch", RedisScript.TOUCH, unlocked, arguments, unlocked.token()), () -> {
                    RedisVerdict verdict = run("touch", RedisScript.TOUCH, id, arguments);
                    unlocked.server()
                            .releaseWithoutWaiting(unlocked, context.lock().expire());
                    return verdict;
                });
    }

    /** Removes a session where the store holds what is expected, and gives back its lock, if that is held. */
    RedisVerdict remove(String id, Expected expected, byte[] seen, @Nullable RedisLease lease) {
        byte[][] arguments = {expected.argument(), seen};
        if (lease == null) {
            return run("regenerate", RedisScript.REMOVE, id, arguments);
        }
        return lease.server()
                .openSlots()
                .change(
                        lease,
                        () -> run("regenerate", RedisScript.REMOVE, lease, arguments, lease.token()),
                        () -> ifHeld(lease, true, () -> run("regenerate", RedisScript.REMOVE, id, arguments)));
    }

    private RedisVerdict run(String operation, RedisScript script, String id, byte[][] arguments) {
        RedisServer server = serverOf(id);
        byte[][] keys = {server.keys().data(id)};
        return RedisVerdict.of(server.change(operation, context.timeLeft(), RedisChange.of(script, keys, arguments)));
    }

    private RedisVerdict run(
            String operation, RedisScript script, RedisLease lease, byte[][] arguments, byte[]... more) {
        byte[][] keys = {lease.dataKey(), lease.lockKey()};
        byte[][] all = Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return RedisVerdict.of(lease.server().change(operation, context.timeLeft(), RedisChange.of(script, keys, all)));
    }

    /**
     * One key at a time: what is said about the session also holds should the lock be lost between the two steps. A lock that
     * has just been taken needs no first one.
     */
    private RedisVerdict ifHeld(RedisLease lease, boolean unlock, Supplier<RedisVerdict> change) {
        Duration expire = context.lock().expire();
        if (!lease.term().isFresh(expire) && !lease.server().isHeld(lease, expire, context.timeLeft())) {
            return RedisVerdict.LOST;
        }
        RedisVerdict verdict = change.get();
        if (unlock && verdict == RedisVerdict.DONE) {
            lease.server().releaseWithoutWaiting(lease, expire);
        }
        return verdict;
    }

    void delete(String id) {
        RedisServer server = serverOf(id);
        byte[] key = server.keys().data(id);
        server.change(
                "destroy",
                context.timeLeft(),
                new RedisChange<>(key, sender -> sender.next().del(key), deleted -> deleted > 0));
    }

    byte[] lifetime() {
        return RedisScript.ascii(String.valueOf(context.lifetimeMillis()));
    }

    /** False where the store did not do it, because a condition does not hold. */
    private boolean set(String id, byte[] data, SetArgs how) {
        RedisServer server = serverOf(id);
        byte[] key = server.keys().data(id);
        return server.change(
                "write",
                context.timeLeft(),
                new RedisChange<>(
                        key, sender -> sender.next().set(key, data, how).thenApply(Objects::nonNull), done -> done));
    }
}
