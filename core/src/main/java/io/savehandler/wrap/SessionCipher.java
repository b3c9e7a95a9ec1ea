package io.savehandler.wrap;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM with a key of its own for each session, so that random nonces are safe however many sessions one key
 * serves. A session's key is one block of HKDF-Expand (RFC 5869) with HMAC-SHA-256, from the given key and the text
 * {@code savehandler session 1 } followed by the session's id. Immutable and thread-safe.
 */
final class SessionCipher {
    static final int NONCE_BYTES = 12;
    static final int TAG_BYTES = 16;

    private static final int KEY_BYTES = 32;
    private static final String HMAC = "HmacSHA256";
    private static final byte[] PURPOSE = "savehandler session 1 ".getBytes(UTF_8);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec key;

    private SessionCipher(SecretKeySpec key) {
        this.key = key;
    }

    static SessionCipher of(String keyId, byte[] key) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("key " + keyId + " must have 32 bytes, not " + key.length);
        }
        return new SessionCipher(new SecretKeySpec(key, HMAC));
    }

    /**
     * Encrypts and authenticates data, together with the head and the id.
     *
     * @return the head, a new nonce, the encrypted data and the tag
     */
    byte[] seal(byte[] head, String id, byte[] data) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        byte[] sealed = new byte[head.length + NONCE_BYTES + data.length + TAG_BYTES];
        System.arraycopy(head, 0, sealed, 0, head.length);
        System.arraycopy(nonce, 0, sealed, head.length, NONCE_BYTES);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, nonce, 0, id);
            cipher.updateAAD(head);
            cipher.updateAAD(id.getBytes(UTF_8));
            cipher.doFinal(data, 0, data.length, sealed, head.length + NONCE_BYTES);
            return sealed;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is not usable in this JVM", e);
        }
    }

    /**
     * Decrypts what {@link #seal} returned.
     *
     * @param headLength how many bytes of it are the head
     * @throws AEADBadTagException if anything differs: the key, the head, the id or the encrypted data
     */
    byte[] unseal(byte[] sealed, int headLength, String id) throws AEADBadTagException {
        int start = headLength + NONCE_BYTES;
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, sealed, headLength, id);
            cipher.updateAAD(sealed, 0, headLength);
            cipher.updateAAD(id.getBytes(UTF_8));
            return cipher.doFinal(sealed, start, sealed.length - start);
        } catch (AEADBadTagException e) {
            throw e;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is not usable in this JVM", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, int offset, String id) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, sessionKey(id), new GCMParameterSpec(TAG_BYTES * 8, nonce, offset, NONCE_BYTES));
        return cipher;
    }

    private SecretKeySpec sessionKey(String id) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(HMAC);
        mac.init(key);
        mac.update(PURPOSE);
        mac.update(id.getBytes(UTF_8));
        mac.update((byte) 1);
        return new SecretKeySpec(mac.doFinal(), "AES");
    }
}
