package io.savehandler.redis;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
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
    static RedisChange<List<@Nullable Object>> of(String word, RedisScript script, byte[][] keys, byte[]... arguments) {
        return new RedisChange<>(
                keys[0],
                sender -> sender.run(script, keys, arguments),
                answer -> firstWord(answer).equals(word));
    }

    static String firstWord(List<@Nullable Object> answer) {
        return new String((byte[]) requireNonNull(answer.get(0)), StandardCharsets.US_ASCII);
    }

    @Override
    public String toString() {
        return "RedisChange";
    }
}
