package io.savehandler.wrap;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The keys that sessions are encrypted with, each under an id that is stored along. One is current: new data is encrypted
 * with it; the others only decrypt. Immutable and thread-safe. Nothing shows the keys themselves.
 *
 * <p>To change the key, make a new one current and keep the old one, at first on every node as a key that only decrypts. A
 * session moves to the current key with its next write, or its next touch where the store has {@link
 * io.savehandler.Capability#COMPARE_AND_SET} or the request holds the lock; after one lifetime the old key is not needed
 * any more.
 */
public final class EncryptionKeys {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final String currentId;
    private final Map<String, SessionCipher> ciphers;

    private EncryptionKeys(Builder builder) {
        this.currentId = builder.currentId;
        this.ciphers = new LinkedHashMap<>(builder.ciphers);
    }

    /**
     * A single key.
     *
     * @param id 1 to 64 of the characters A-Z a-z 0-9 . _ -; not secret, for example {@code 2026-11}
     * @param key 32 bytes from a cryptographically strong generator; copied
     * @throws IllegalArgumentException if the id or the key's length is not accepted
     */
    public static EncryptionKeys of(String id, byte[] key) {
        return builder(id, key).build();
    }

    /**
     * A builder that starts with the current key.
     *
     * @param id as in {@link #of}
     * @param key as in {@link #of}
     * @throws IllegalArgumentException if the id or the key's length is not accepted
     */
    public static Builder builder(String id, byte[] key) {
        return new Builder(id, key);
    }

    String currentId() {
        return currentId;
    }

    SessionCipher current() {
        return find(currentId).orElseThrow();
    }

    Optional<SessionCipher> find(String id) {
        return Optional.ofNullable(ciphers.get(id));
    }

    static boolean isKeyId(String text) {
        return ID.matcher(text).matches();
    }

    /** The keys' ids, the current one first. */
    @Override
    public String toString() {
        return "EncryptionKeys" + ciphers.keySet();
    }

    /** Builds {@link EncryptionKeys}. Not thread-safe. */
    public static final class Builder {
        private final String currentId;
        private final Map<String, SessionCipher> ciphers = new LinkedHashMap<>();

        private Builder(String id, byte[] key) {
            currentId = id;
            decryptOnly(id, key);
        }

        /**
         * Adds a key that decrypts what was, or on other nodes already is, encrypted with it.
         *
         * @param id as in {@link EncryptionKeys#of}
         * @param key as in {@link EncryptionKeys#of}
         * @throws IllegalArgumentException if the id is taken, or the id or the key's length is not accepted
         */
        public Builder decryptOnly(String id, byte[] key) {
            if (!isKeyId(id)) {
                throw new IllegalArgumentException("a key id is 1 to 64 of the characters A-Z a-z 0-9 . _ -");
            }
            if (ciphers.containsKey(id)) {
                throw new IllegalArgumentException("two keys have the id " + id);
            }
            ciphers.put(id, SessionCipher.of(id, key));
            return this;
        }

        /** Returns the keys that were given so far. */
        public EncryptionKeys build() {
            return new EncryptionKeys(this);
        }
    }
}
