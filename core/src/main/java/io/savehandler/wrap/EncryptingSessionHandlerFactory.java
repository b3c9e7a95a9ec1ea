package io.savehandler.wrap;

import io.savehandler.HandlerContext;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.spi.ForwardingSessionHandlerFactory;
import java.util.Objects;

/**
 * Stores sessions encrypted with AES-256-GCM, each bound to its id, so that whoever reads the store learns no data and
 * whoever writes to it can neither change a session unnoticed nor give one user another's. What stays visible is which
 * sessions exist, how long they are and when they were written; putting back an older state of the same session, or
 * removing it, is not noticed. Sessions without data are stored as such. PHP does not read what is stored here.
 * Thread-safe; has the capabilities of the wrapped factory, and closes it.
 *
 * <p>Bytes that do not decrypt (an unknown or wrong key, another session's bytes, tampering) are a {@link
 * io.savehandler.SessionDataException}, and stay in the store. {@link EncryptionKeys} says how keys are changed.
 *
 * <p>The stored bytes are {@code 93 53 48 45}, the version 1, the length of the key's id in a byte, that id in ASCII, a
 * random nonce of 12 bytes, and GCM's output with its tag of 16 bytes at the end. The tag covers the bytes before the
 * nonce and the session's id as well. The AES key is HMAC-SHA-256 of the text {@code savehandler session 1 }, the
 * session's id and a byte 1, under the given key: HKDF-Expand of RFC 5869.
 *
 * <p>The id is the one that this wrapper sees: whether an id-hashing wrapper is outside or inside must not change.
 */
public final class EncryptingSessionHandlerFactory extends ForwardingSessionHandlerFactory {
    private final Encryption encryption;

    private EncryptingSessionHandlerFactory(Builder builder) {
        super(builder.inner);
        this.encryption = new Encryption(builder.keys, builder.acceptUnencrypted);
    }

    /**
     * Encrypts, and reads nothing that is not encrypted.
     *
     * @param inner makes the handlers that store the encrypted sessions
     * @param keys the current key and those that only decrypt
     */
    public static EncryptingSessionHandlerFactory of(SessionHandlerFactory inner, EncryptionKeys keys) {
        return builder(inner, keys).build();
    }

    /**
     * A builder for what is optional.
     *
     * @param inner makes the handlers that store the encrypted sessions
     * @param keys the current key and those that only decrypt
     */
    public static Builder builder(SessionHandlerFactory inner, EncryptionKeys keys) {
        return new Builder(inner, keys);
    }

    @Override
    public SessionHandler newHandler(HandlerContext context) {
        return TranscodingSessionHandler.around(inner(), encryption, context);
    }

    /** Builds {@link EncryptingSessionHandlerFactory}. Not thread-safe. */
    public static final class Builder {
        private final SessionHandlerFactory inner;
        private final EncryptionKeys keys;
        private boolean acceptUnencrypted;

        private Builder(SessionHandlerFactory inner, EncryptionKeys keys) {
            this.inner = Objects.requireNonNull(inner, "inner");
            this.keys = Objects.requireNonNull(keys, "keys");
        }

        /**
         * Also reads sessions that are not encrypted, and encrypts them when they are next written or touched: to switch
         * encryption on in a live system. Meant for one lifetime, because until then whoever writes to the store can make
         * up sessions.
         */
        public Builder acceptUnencrypted() {
            this.acceptUnencrypted = true;
            return this;
        }

        /** Returns a factory with what was set so far. */
        public EncryptingSessionHandlerFactory build() {
            return new EncryptingSessionHandlerFactory(this);
        }
    }
}
