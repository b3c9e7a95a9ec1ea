package io.savehandler.redis;

import static java.util.Objects.requireNonNull;

import io.savehandler.HandlerContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One request's attempts at one lock, and what the successful one saw. Not thread-safe. */
final class RedisAcquisition {
    private static final String HELD = "held";

    private final RedisLease wanted;
    private final byte[] which;
    private final HandlerContext context;
    private boolean busy;
    private boolean held;
    private @Nullable RedisSighting seen;

    RedisAcquisition(RedisLease wanted, byte[] which, HandlerContext context) {
        this.wanted = wanted;
        this.which = which;
        this.context = context;
    }

    /** Whether the lock was taken. */
    boolean isHeld() {
        return held;
    }

    /** Whether somebody else was seen to hold the lock. */
    boolean wasBusy() {
        return busy;
    }

    RedisSighting seen() {
        return requireNonNull(seen);
    }

    /** Tries once; false where somebody else holds the lock. */
    boolean attempt() {
        byte[][] keys = {wanted.dataKey(), wanted.lockKey()};
        byte[] lease = RedisLock.millis(context.lock().expire());
        List<@Nullable Object> reply = wanted.server()
                .change(
                        "lock",
                        context.timeLeft(),
                        RedisChange.of(HELD, RedisScript.ACQUIRE, keys, wanted.token(), lease, which));
        return switch (RedisChange.firstWord(reply)) {
            case HELD -> {
                held = true;
                seen = RedisSighting.read(wanted.id(), (byte[]) reply.get(1), (Long) requireNonNull(reply.get(2)));
                yield true;
            }
            case "unknown" -> {
                seen = RedisSighting.read(wanted.id(), null, 0);
                yield true;
            }
            default -> {
                busy = true;
                yield false;
            }
        };
    }
}
