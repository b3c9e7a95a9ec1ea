package io.savehandler.redis;

import io.savehandler.SessionStoreException;
import io.savehandler.spi.StoreReply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * A replica that is read from. Nobody waits for one to be found or connected to, and one that fails, or has lost its master,
 * is as good as none. Thread-safe.
 */
final class RedisReplicas implements AutoCloseable {
    /** A change that nobody has confirmed is looked up, and that is nothing to ask a replica. */
    private static final Duration DISTRUST = Duration.ofSeconds(10);

    private final RedisCalls calls;
    private volatile long trustedFrom = System.nanoTime();

    RedisReplicas(RedisCalls calls) {
        this.calls = calls;
    }

    /** The answer of a replica that is in touch with its master, if there is one. */
    <T> Optional<T> ask(
            String operation, Duration timeLeft, byte[] key, Function<RedisSender, CompletionStage<T>> command) {
        if (System.nanoTime() - trustedFrom < 0 || !calls.link().isConnected()) {
            return Optional.empty();
        }
        try {
            return calls.callOnce(
                    operation,
                    timeLeft,
                    key,
                    wire -> wire.at(key)
                            .thenCompose(sender -> command.apply(sender)
                                    .thenCombine(sender.next().role(), RedisReplicas::ifInTouch)));
        } catch (SessionStoreException e) {
            return Optional.empty();
        }
    }

    /** Leaves the replicas alone for a while: something has gone wrong with the master. */
    void distrust() {
        trustedFrom = StoreReply.deadline(DISTRUST);
    }

    @Override
    public void close() {
        calls.link().close();
    }

    /** {@code ROLE} names the state of the connection to the master in its fourth place; masters have no such place. */
    private static <T> Optional<T> ifInTouch(T answer, List<Object> role) {
        boolean inTouch = "master".equals(text(role.get(0))) || "connected".equals(text(role.get(3)));
        return inTouch ? Optional.of(answer) : Optional.empty();
    }

    private static String text(Object part) {
        return part instanceof byte[] bytes ? new String(bytes, StandardCharsets.US_ASCII) : String.valueOf(part);
    }
}
