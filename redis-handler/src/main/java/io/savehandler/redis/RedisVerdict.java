package io.savehandler.redis;

import io.savehandler.SessionGoneException;
import io.savehandler.SessionLockLostException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a script says came of its work. Unless it is {@link #DONE}, nothing was changed. */
enum RedisVerdict {
    DONE,
    /** The store holds another session than was seen. */
    CHANGED,
    /** The session that was seen is not there. */
    GONE,
    /** The lock is not this request's any more. */
    LOST,
    /** The new id has a session or a lock already. */
    TAKEN;

    private static final List<RedisVerdict> ALL = List.of(values());

    @SuppressWarnings("ImmutableEnumChecker") // an array that nobody writes to
    private final byte[] word = RedisScript.ascii(name().toLowerCase(Locale.ROOT));

    static RedisVerdict of(byte[] reply) {
        for (RedisVerdict verdict : ALL) {
            if (Arrays.equals(verdict.word, reply)) {
                return verdict;
            }
        }
        throw new IllegalStateException("a script answered " + new String(reply, StandardCharsets.US_ASCII));
    }

    /** Throws what a guarded write throws unless the work was done. */
    void requireDone() {
        switch (this) {
            case GONE -> throw new SessionGoneException();
            case LOST -> throw new SessionLockLostException("the lock ran out, or was taken away");
            case CHANGED -> throw new SessionLockLostException("the stored data is not what was read under the lock");
            default -> {}
        }
    }
}
