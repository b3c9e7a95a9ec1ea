package io.savehandler.redis;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A command that may change a session.
 *
 * @param key one of its keys, which tells a cluster where it belongs
 * @param command sends it
 * @param hasChanged whether an answer means that it has changed anything
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record RedisChange<T>(byte[] key, Function<RedisSender, CompletionStage<T>> command, Predicate<? super T> hasChanged) {
    private static final byte[] DONE = RedisScript.ascii("done");

    /** A script whose answer is a {@link RedisVerdict}. */
    static RedisChange<byte[]> of(RedisScript script, byte[][] keys, byte[]... arguments) {
        return new RedisChange<>(
                keys[0], sender -> sender.run(script, keys, arguments), answer -> Arrays.equals(answer, DONE));
    }

    /** A script whose answer begins with a word; that word means that something was changed. */
    static RedisChange<List<@Nullable Object>> of(byte[] word, RedisScript script, byte[][] keys, byte[]... arguments) {
        return new RedisChange<>(
                keys[0],
                sender -> sender.run(script, keys, arguments),
                answer -> Arrays.equals((byte[]) answer.get(0), word));
    }

    @Override
    public String toString() {
        return "RedisChange";
    }
}
