package io.savehandler.redis;

import io.savehandler.SessionConfigurationException;
import io.savehandler.SessionDataException;
import java.util.Locale;

/**
 * What is done to a session's bytes on the way to Redis and back. phpredis puts no mark on compressed values, so anything that
 * is not what {@link #encode} makes is taken as it is, as phpredis does. Thread-safe.
 */
interface RedisValueCodec {

    /** Makes the bytes to store; may return its argument. */
    byte[] encode(byte[] data);

    /**
     * Makes the session's bytes again; may return its argument.
     *
     * @throws SessionDataException if they would be more than a session may have
     */
    byte[] decode(byte[] stored);

    /**
     * The codec that settings ask for.
     *
     * @throws SessionConfigurationException if its library is not on the class path
     */
    static RedisValueCodec of(RedisSettings settings) {
        int level = settings.compressionLevel();
        int maxBytes = settings.maxSessionBytes();
        try {
            return switch (settings.compression()) {
                case NONE -> new AsItIs();
                case LZF -> new RedisLzf(maxBytes);
                case LZ4 -> new RedisLz4(level, maxBytes);
                case ZSTD -> new RedisZstd(level, maxBytes);
            };
        } catch (LinkageError e) {
            String library = settings.compression() == RedisCompression.LZ4
                    ? "at.yawk.lz4:lz4-java"
                    : "com.github.luben:zstd-jni";
            SessionConfigurationException refusal = new SessionConfigurationException(
                    "redis.session.compression",
                    settings.compression().name().toLowerCase(Locale.ROOT) + " needs " + library
                            + ", which is not on the class path or does not work here");
            refusal.initCause(e);
            throw refusal;
        }
    }

    /** A small value that would become a large session is no session, whoever put it there. */
    static SessionDataException tooLarge(String format, int maxBytes) {
        return new SessionDataException(
                format,
                -1,
                "uncompressed it is more than the " + maxBytes
                        + " bytes of savehandler.max_session_bytes; it stays as it is",
                null);
    }

    /** No compression. */
    final class AsItIs implements RedisValueCodec {
        @Override
        public byte[] encode(byte[] data) {
            return data;
        }

        @Override
        public byte[] decode(byte[] stored) {
            return stored;
        }
    }
}
