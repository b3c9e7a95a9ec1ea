package io.savehandler.benchmarks.handlers;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SetArgs;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.savehandler.redis.RedisSessionHandlerFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The commands that the handler sends, from the driver alone, on a connection that is set up as the handler's is. */
final class LettuceRequests implements StoreRequests {
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final long LIFETIME_MILLIS = 1_440_000;
    private static final byte[] LIFETIME = ascii(String.valueOf(LIFETIME_MILLIS));
    private static final byte[] LEASE = ascii("30000");
    private static final byte[] TOKEN = ascii("01234567-89ab-cdef-0123-456789abcdef");

    private final RedisClient client = RedisClient.create();
    private final RedisAsyncCommands<byte[], byte[]> commands;
    private final RequestKind kind;
    private final String acquire;
    private final String write;

    LettuceRequests(int port, RequestKind kind) {
        this.kind = kind;
        client.setOptions(ClientOptions.builder()
                .autoReconnect(false)
                .requestQueueSize(20_000)
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(TIMEOUT)
                        .keepAlive(true)
                        .build())
                .build());
        commands = client.connect(ByteArrayCodec.INSTANCE, RedisURI.create("127.0.0.1", port))
                .async();
        acquire = await(commands.scriptLoad(script("acquire.lua")));
        write = await(commands.scriptLoad(script("write.lua")));
    }

    @Override
    public void serve(String id, byte[] data) {
        byte[] key = ascii("PHPREDIS_SESSION:" + id);
        if (kind == RequestKind.LOCKED) {
            byte[][] keys = {key, ascii("PHPREDIS_SESSION:" + id + "_LOCK")};
            Future<List<Object>> reading =
                    commands.evalsha(acquire, ScriptOutputType.MULTI, keys, TOKEN, LEASE, ascii("known"));
            byte[] seen = (byte[]) await(reading).get(1);
            Future<byte[]> writing = commands.evalsha(
                    write,
                    ScriptOutputType.VALUE,
                    keys,
                    data,
                    LIFETIME,
                    ascii("present"),
                    seen,
                    TOKEN,
                    ascii("unlock"));
            require("done", ascii(await(writing)));
        } else {
            Future<byte[]> reading = commands.get(key);
            Future<Long> left = commands.pttl(key);
            Objects.requireNonNull(await(reading));
            await(left);
            require(
                    "OK",
                    await(commands.set(
                            key, data, SetArgs.Builder.px(LIFETIME_MILLIS).xx())));
        }
    }

    @Override
    public void close() {
        client.shutdown(Duration.ZERO, TIMEOUT);
    }

    private static void require(String expected, String answer) {
        if (!expected.equals(answer)) {
            throw new IllegalStateException("Redis answered " + answer);
        }
    }

    private static <T> T await(Future<T> answer) {
        try {
            return answer.get(TIMEOUT.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Redis did not answer", e);
        }
    }

    private static byte[] script(String file) {
        try (InputStream text = RedisSessionHandlerFactory.class.getResourceAsStream(file)) {
            return Objects.requireNonNull(text, file).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String ascii(byte[] text) {
        return new String(text, StandardCharsets.US_ASCII);
    }
}
