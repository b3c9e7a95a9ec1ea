package io.savehandler.wrap;

import io.savehandler.HandlerContext;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.spi.ForwardingSessionHandlerFactory;
import java.util.Objects;
import java.util.zip.Deflater;

/**
 * Stores sessions compressed with zlib. What gains nothing by it, or is short, is stored as it is; so are sessions
 * without data. Sessions that were stored uncompressed before are still read, so that compression can be switched on in
 * a live system; PHP does not read what is stored here. Thread-safe; has the capabilities of the wrapped factory, and
 * closes it.
 *
 * <p>The stored bytes begin with {@code 93 53 48 5A}, a byte for the method (1 for zlib, 0 for none) and the length of the
 * data in four bytes. Data that is larger than {@link Builder#maxBytes} is neither written nor unpacked, and bytes that
 * this wrapper could not have written are a {@link io.savehandler.SessionDataException}; they stay in the store.
 *
 * <p>To encrypt as well, put this wrapper around the encrypting one: what is encrypted no longer compresses.
 */
public final class CompressingSessionHandlerFactory extends ForwardingSessionHandlerFactory {
    private final Compression compression;

    private CompressingSessionHandlerFactory(Builder builder) {
        super(builder.inner);
        this.compression = new Compression(builder.level, builder.minBytes, builder.maxBytes);
    }

    /**
     * Compresses with the default settings.
     *
     * @param inner makes the handlers that store the compressed sessions
     */
    public static CompressingSessionHandlerFactory of(SessionHandlerFactory inner) {
        return builder(inner).build();
    }

    /**
     * A builder that starts with the default settings.
     *
     * @param inner makes the handlers that store the compressed sessions
     */
    public static Builder builder(SessionHandlerFactory inner) {
        return new Builder(inner);
    }

    @Override
    public SessionHandler newHandler(HandlerContext context) {
        return TranscodingSessionHandler.around(inner(), compression, context);
    }

    /** Builds {@link CompressingSessionHandlerFactory}. Not thread-safe. */
    public static final class Builder {
        private final SessionHandlerFactory inner;
        private int level = Deflater.DEFAULT_COMPRESSION;
        private int minBytes = 256;
        private int maxBytes = 16 * 1024 * 1024;

        private Builder(SessionHandlerFactory inner) {
            this.inner = Objects.requireNonNull(inner, "inner");
        }

        /**
         * Sets how hard to try: 1 is fastest, 9 smallest. zlib's own default, 6, unless set.
         *
         * @throws IllegalArgumentException if not 1 to 9
         */
        public Builder level(int level) {
            if (level < Deflater.BEST_SPEED || level > Deflater.BEST_COMPRESSION) {
                throw new IllegalArgumentException("level must be 1 to 9, not " + level);
            }
            this.level = level;
            return this;
        }

        /**
         * Sets the length in bytes from which on data is compressed; 256 unless set.
         *
         * @throws IllegalArgumentException if negative
         */
        public Builder minBytes(int minBytes) {
            if (minBytes < 0) {
                throw new IllegalArgumentException("minBytes must not be negative: " + minBytes);
            }
            this.minBytes = minBytes;
            return this;
        }

        /**
         * Sets the largest session in bytes, not compressed; 16 MiB unless set. It bounds what a small stored value can
         * grow to, and should be no less than {@code savehandler.max_session_bytes}.
         *
         * @throws IllegalArgumentException if not positive
         */
        public Builder maxBytes(int maxBytes) {
            if (maxBytes <= 0) {
                throw new IllegalArgumentException("maxBytes must be positive: " + maxBytes);
            }
            this.maxBytes = maxBytes;
            return this;
        }

        /** Returns a factory with what was set so far. */
        public CompressingSessionHandlerFactory build() {
            return new CompressingSessionHandlerFactory(this);
        }
    }
}
