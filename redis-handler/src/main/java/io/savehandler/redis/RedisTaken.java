package io.savehandler.redis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of asking for a lock and its session at once.
 *
 * @param holder whose token the lock has now; empty where it is nobody's
 * @param session as the script says it that was run under the lock; empty where it was not
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record RedisTaken(byte[] holder, List<@Nullable Object> session) {
    @Override
    public String toString() {
        return "RedisTaken";
    }
}
