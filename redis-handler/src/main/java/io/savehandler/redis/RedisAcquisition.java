package io.savehandler.redis;

import static java.util.Objects.requireNonNull;

import io.lettuce.core.SetArgs;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One request's attempts at one lock, and what the successful one saw. Not thread-safe. */
final class RedisAcquisition {
    private static final byte[] HELD = RedisScript.ascii("held");
    private static final byte[] UNKNOWN = RedisScript.ascii("unknown");
    private static final byte[] BUSY = RedisScript.ascii("busy");
    private static final byte[] NOBODY = new byte[0];

    private final RedisLease wanted;
    private final byte[] which;
    private final RedisRequestContext context;
    private boolean busy;
    private byte @Nullable [] leftover;
    private boolean held;
    private @Nullable RedisSighting seen;

    RedisAcquisition(RedisLease wanted, byte[] which, RedisRequestContext context) {
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

    private byte[][] arguments() {
        byte[] lease = RedisLock.millis(context.lock().expire());
        if (!context.refreshesEarly()) {
            return new byte[][] {wanted.token(), lease, which};
        }
        byte[][] refreshing = refreshing();
        return new byte[][] {wanted.token(), lease, which, refreshing[0], refreshing[1]};
    }

    private byte[][] refreshing() {
        return new byte[][] {
            RedisScript.ascii(String.valueOf(context.lifetimeMillis())),
            RedisScript.ascii(String.valueOf(context.keptMillis()))
        };
    }

    /**
     * Tries once; false where somebody else holds the lock. Where that looks like somebody of this JVM, who would have to be
     * ahead in its line, nobody holds it: the lock was given back at a server which died before it could pass that on to its
     * successor, or nobody knew that it was taken. Then it is taken away, and there is another try.
     */
    boolean attempt() {
        return attemptOnce() || (leftover != null && removed(leftover) && attemptOnce());
    }

    private boolean removed(byte[] token) {
        wanted.server().removeLeftover(wanted.lockKey(), token, context.timeLeft());
        return true;
    }

    private boolean attemptOnce() {
        List<@Nullable Object> reply =
                wanted.server().openSlots().change(wanted.dataKey(), this::together, this::apart);
        leftover = null;
        byte[] word = (byte[]) reply.get(0);
        if (Arrays.equals(word, HELD)) {
            held = true;
            seen = RedisSighting.read(wanted.id(), (byte[]) reply.get(1), (Long) requireNonNull(reply.get(2)));
        } else if (Arrays.equals(word, UNKNOWN)) {
            seen = RedisSighting.read(wanted.id(), null, 0);
        } else {
            byte[] holder = (byte[]) reply.get(1);
            leftover = holder != null && wanted.server().tokens().haveMade(holder) ? holder : null;
            busy = true;
        }
        return seen != null;
    }

    private List<@Nullable Object> together() {
        byte[][] keys = {wanted.dataKey(), wanted.lockKey()};
        return wanted.server()
                .change("lock", context.timeLeft(), RedisChange.of(HELD, RedisScript.ACQUIRE, keys, arguments()));
    }

    /**
     * First the lock, then the session; an unknown session that was not to be locked is locked for a moment. Both are asked
     * for at once, but what is said about the session counts only where it was said under the lock.
     */
    private List<@Nullable Object> apart() {
        long sent = System.nanoTime();
        RedisTaken taken = taken();
        if (!Arrays.equals(taken.holder(), wanted.token())) {
            return answer(BUSY, taken.holder(), 0);
        }
        boolean keep = false;
        try {
            List<@Nullable Object> answer = taken.session();
            if (answer.isEmpty()) {
                wanted.term().takenApart(sent);
                answer = wanted.server().ask("lock", context.timeLeft(), wanted.dataKey(), this::look);
            }
            keep = answer.get(1) != null || Arrays.equals(which, RedisLock.EVEN_IF_UNKNOWN);
            return keep ? answer : answer(UNKNOWN, null, 0);
        } finally {
            if (!keep) {
                wanted.server().release(wanted, context.lock().expire());
            }
        }
    }

    private CompletionStage<List<@Nullable Object>> look(RedisSender sender) {
        byte[] key = wanted.dataKey();
        if (context.refreshesEarly()) {
            CompletionStage<List<@Nullable Object>> found =
                    sender.run(RedisScript.READ, new byte[][] {key}, refreshing());
            return found.thenApply(reply -> answer(HELD, (byte[]) reply.get(0), (Long) requireNonNull(reply.get(1))));
        }
        return sender.next().get(key).thenCombine(sender.next().pttl(key), (data, left) -> answer(HELD, data, left));
    }

    private RedisTaken taken() {
        byte[] key = wanted.lockKey();
        SetArgs ifFree = SetArgs.Builder.nx().px(context.lock().expire().toMillis());
        return wanted.server()
                .change(
                        "lock",
                        context.timeLeft(),
                        new RedisChange<>(
                                key,
                                sender -> {
                                    CompletionStage<byte[]> holder = sender.next()
                                            .set(key, wanted.token(), ifFree)
                                            .thenCombine(sender.next().get(key), this::holder);
                                    return holder.thenCombine(lookIfHeld(sender), RedisTaken::new);
                                },
                                taken -> Arrays.equals(taken.holder(), wanted.token())));
    }

    /** Nothing where the lock is not held yet, or somewhere else than the session. */
    private CompletionStage<List<@Nullable Object>> lookIfHeld(RedisSender sender) {
        byte[][] keys = {wanted.dataKey(), wanted.lockKey()};
        byte[][] refreshing = context.refreshesEarly() ? refreshing() : new byte[0][];
        byte[][] arguments = new byte[1 + refreshing.length][];
        arguments[0] = wanted.token();
        System.arraycopy(refreshing, 0, arguments, 1, refreshing.length);
        CompletionStage<List<@Nullable Object>> found =
                sender.withScriptsInFull().run(RedisScript.HELD, keys, arguments);
        return found.exceptionally(failure -> List.of());
    }

    private byte[] holder(@Nullable String taken, byte @Nullable [] present) {
        if (taken != null) {
            return wanted.token();
        }
        return present == null ? NOBODY : present;
    }

    private static List<@Nullable Object> answer(byte[] word, byte @Nullable [] data, long millisLeft) {
        return Arrays.<@Nullable Object>asList(word, data, millisLeft);
    }
}
