package io.savehandler.wrap;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.savehandler.SessionDataException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import org.jspecify.annotations.Nullable;

/**
 * Data encrypted behind a head that names the key.
 *
 * <pre>
 * 0    4   93 53 48 45
 * 4    1   version: 1
 * 5    1   n, the length of the key id, 1 to 64
 * 6    n   the key id, in ASCII
 * 6+n  12  nonce
 * 18+n     the encrypted data, as long as the data, and the tag of 16 bytes
 * </pre>
 *
 * The tag covers the head up to the nonce and the session's id as well. Where there is no data, nothing is stored.
 */
final class Encryption implements ValueCodec {
    static final String FORMAT = "encrypted";

    private static final int MAGIC = 0x93534845;
    private static final byte VERSION = 1;
    private static final int KEY_ID_AT = 6;
    private static final int REST = SessionCipher.NONCE_BYTES + SessionCipher.TAG_BYTES;

    private final EncryptionKeys keys;
    private final boolean acceptUnencrypted;
    private final byte[] currentHead;

    Encryption(EncryptionKeys keys, boolean acceptUnencrypted) {
        this.keys = keys;
        this.acceptUnencrypted = acceptUnencrypted;
        this.currentHead = head(keys.currentId());
    }

    @Override
    public byte[] encode(String id, byte[] data) {
        return data.length == 0 ? data.clone() : keys.current().seal(currentHead, id, data);
    }

    @Override
    public byte[] decode(String id, byte[] stored) {
        if (stored.length == 0) {
            return stored.clone();
        }
        if (!isEncrypted(stored)) {
            return unencrypted(stored);
        }
        String keyId = keyId(stored);
        SessionCipher cipher = keys.find(keyId)
                .orElseThrow(() -> refused(
                        "the key \"" + keyId + "\" is not among " + keys + "; add it as one that decrypts", null));
        try {
            return cipher.unseal(stored, KEY_ID_AT + keyId.length(), id);
        } catch (AEADBadTagException e) {
            throw refused(
                    "it was not encrypted for this session with this key \"" + keyId
                            + "\": the key is another one of that name, or the bytes were changed or moved",
                    e);
        }
    }

    @Override
    public boolean isOutdated(byte[] stored) {
        return stored.length > 0 && !startsWith(stored, currentHead);
    }

    private byte[] unencrypted(byte[] stored) {
        if (!acceptUnencrypted) {
            throw refused("it is not encrypted; acceptUnencrypted() reads sessions from before encryption", null);
        }
        return stored.clone();
    }

    private static String keyId(byte[] stored) {
        if (stored.length < KEY_ID_AT || stored[4] != VERSION) {
            throw refused("the head is cut off, or of a version that is not known here", null);
        }
        int length = stored[5] & 0xff;
        if (stored.length < KEY_ID_AT + length + REST) {
            throw refused("it is cut off", null);
        }
        String keyId = new String(stored, KEY_ID_AT, length, ISO_8859_1);
        if (!EncryptionKeys.isKeyId(keyId)) {
            throw refused("the head has no key id", null);
        }
        return keyId;
    }

    private static boolean isEncrypted(byte[] stored) {
        return stored.length >= Integer.BYTES && ByteBuffer.wrap(stored).getInt(0) == MAGIC;
    }

    private static byte[] head(String keyId) {
        return ByteBuffer.allocate(KEY_ID_AT + keyId.length())
                .putInt(MAGIC)
                .put(VERSION)
                .put((byte) keyId.length())
                .put(keyId.getBytes(ISO_8859_1))
                .array();
    }

    private static boolean startsWith(byte[] stored, byte[] head) {
        return stored.length >= head.length && Arrays.equals(stored, 0, head.length, head, 0, head.length);
    }

    private static SessionDataException refused(String problem, @Nullable Throwable cause) {
        return new SessionDataException(FORMAT, -1, problem + "; the stored session stays as it is", cause);
    }
}
