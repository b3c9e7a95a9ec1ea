package io.savehandler;

import java.security.SecureRandom;

/**
 * Which session ids exist and how new ones are made. Immutable and thread-safe.
 *
 * <p>The default is PHP's: ids of {@code [A-Za-z0-9,-]}, 1 to 256 long, are accepted, as PHP's {@code files} handler
 * does; new ones have 32 characters of 4 bits each, 128 bits from a cryptographically strong generator.
 */
public final class SessionIdPolicy {
    private static final String ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ,-";
    /** By character. Every request checks ids, whose random letters and digits no branch predicts. */
    private static final boolean[] ACCEPTED = accepted();

    private static final int MAX_LENGTH = 256;
    private static final SessionIdPolicy PHP = php(32, 4);

    private final int length;
    private final int bitsPerCharacter;
    private final SecureRandom random;

    private SessionIdPolicy(int length, int bitsPerCharacter, SecureRandom random) {
        this.length = length;
        this.bitsPerCharacter = bitsPerCharacter;
        this.random = random;
    }

    /** PHP's built-in defaults: {@code session.sid_length} 32, {@code session.sid_bits_per_character} 4. */
    public static SessionIdPolicy php() {
        return PHP;
    }

    /**
     * PHP's ids with other settings.
     *
     * @param length characters of a new id, {@code session.sid_length}: 22 to 256
     * @param bitsPerCharacter {@code session.sid_bits_per_character}: 4 (0-9a-f), 5 (0-9a-v) or 6 (0-9a-zA-Z,-)
     * @throws SessionConfigurationException if either is out of range
     */
    public static SessionIdPolicy php(int length, int bitsPerCharacter) {
        if (length < 22 || length > MAX_LENGTH) {
            throw new SessionConfigurationException("session.sid_length", "must be 22 to 256, not " + length);
        }
        if (bitsPerCharacter < 4 || bitsPerCharacter > 6) {
            throw new SessionConfigurationException(
                    "session.sid_bits_per_character", "must be 4, 5 or 6, not " + bitsPerCharacter);
        }
        return new SessionIdPolicy(length, bitsPerCharacter, new SecureRandom());
    }

    /** Makes a new id from the generator's next bytes. */
    public String newId() {
        byte[] bytes = new byte[(length * bitsPerCharacter + 7) / 8];
        random.nextBytes(bytes);
        return idOf(bytes);
    }

    /** Spends the low bits of each byte first, as PHP does. */
    String idOf(byte[] bytes) {
        StringBuilder id = new StringBuilder(length);
        int mask = (1 << bitsPerCharacter) - 1;
        int window = 0;
        int have = 0;
        int next = 0;
        for (int i = 0; i < length; i++) {
            if (have < bitsPerCharacter) {
                window |= (bytes[next++] & 0xff) << have;
                have += 8;
            }
            id.append(ALPHABET.charAt(window & mask));
            window >>= bitsPerCharacter;
            have -= bitsPerCharacter;
        }
        return id.toString();
    }

    /**
     * Tells whether an id has only accepted characters and an accepted length. Says nothing about whether it exists.
     *
     * @param id any text
     */
    public boolean accepts(String id) {
        if (id.isEmpty() || id.length() > MAX_LENGTH) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            if (!isAccepted(id.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns the id if it is accepted.
     *
     * @param id any text
     * @throws InvalidSessionIdException if not
     */
    public String check(String id) {
        if (!accepts(id)) {
            throw new InvalidSessionIdException(
                    "accepted are 1 to " + MAX_LENGTH + " of the characters A-Z a-z 0-9 , -");
        }
        return id;
    }

    private static boolean isAccepted(char c) {
        return c < ACCEPTED.length && ACCEPTED[c];
    }

    private static boolean[] accepted() {
        boolean[] accepted = new boolean[128];
        ALPHABET.chars().forEach(c -> accepted[c] = true);
        return accepted;
    }
}
