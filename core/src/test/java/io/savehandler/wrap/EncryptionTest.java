package io.savehandler.wrap;

import static io.savehandler.wrap.Requests.bytes;
import static io.savehandler.wrap.Requests.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.SessionDataException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptionTest {
    private static final String ID = "abc,DEF-123";
    private static final byte[] DATA = bytes("visits|i:41;");

    private final Encryption encryption = new Encryption(EncryptionKeys.of("key1", key(0)), false);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 4096, 1 << 20})
    void restoresDataOfAnyLength(int length) {
        byte[] data = new byte[length];
        Arrays.fill(data, (byte) 0x5a);
        assertThat(encryption.decode(ID, encryption.encode(ID, data))).isEqualTo(data);
    }

    @Test
    void readsWhatAnotherWriterEncryptedToTheDocumentedForm() {
        // openssl_encrypt and hash_hmac of PHP 8.2
        byte[] stored = HexFormat.of()
                .parseHex("93534845" + "01" + "04" + "6b657931" + "000102030405060708090a0b"
                        + "8df0321c2d8374f8ea19617a" + "d5fe023dce30026db9b5ac5cc881ee6a");
        assertThat(encryption.decode(ID, stored)).isEqualTo(DATA);
    }

    @Test
    void storesNothingAsNothing() {
        assertThat(encryption.encode(ID, new byte[0])).isEmpty();
        assertThat(encryption.decode(ID, new byte[0])).isEmpty();
    }

    @Test
    void hidesTheDataAndNeverUsesANonceTwice() {
        Set<String> nonces = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            byte[] stored = encryption.encode(ID, DATA);
            assertThat(text(stored)).doesNotContain("visits");
            nonces.add(HexFormat.of().formatHex(stored, 10, 22));
        }
        assertThat(nonces).hasSize(1000);
    }

    @Test
    void refusesEveryChangedBit() {
        byte[] stored = encryption.encode(ID, DATA);
        for (int bit = 0; bit < stored.length * 8; bit++) {
            byte[] changed = stored.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> encryption.decode(ID, changed))
                    .as("bit %d", bit)
                    .isInstanceOf(SessionDataException.class);
        }
    }

    @Test
    void refusesAnythingCutOffOrContinued() {
        byte[] stored = encryption.encode(ID, DATA);
        for (int length = 1; length < stored.length; length++) {
            byte[] cut = Arrays.copyOf(stored, length);
            assertThatThrownBy(() -> encryption.decode(ID, cut))
                    .as("first %d bytes", length)
                    .isInstanceOf(SessionDataException.class);
        }
        byte[] longer = Arrays.copyOf(stored, stored.length + 1);
        assertThatThrownBy(() -> encryption.decode(ID, longer)).isInstanceOf(SessionDataException.class);
    }

    @Test
    void refusesTheDataOfAnotherSession() {
        byte[] theirs = encryption.encode("other", DATA);
        assertThatThrownBy(() -> encryption.decode(ID, theirs))
                .isInstanceOf(SessionDataException.class)
                .hasMessageContaining("moved");
    }

    @Test
    void tellsAWrongKeyFromAnUnknownOne() {
        byte[] stored = encryption.encode(ID, DATA);
        Encryption wrong = new Encryption(EncryptionKeys.of("key1", key(1)), true);
        Encryption unknowing = new Encryption(EncryptionKeys.of("key2", key(0)), true);
        assertThatThrownBy(() -> wrong.decode(ID, stored))
                .isInstanceOf(SessionDataException.class)
                .hasMessageContaining("the key is another one");
        assertThatThrownBy(() -> unknowing.decode(ID, stored))
                .isInstanceOf(SessionDataException.class)
                .hasMessageContaining("\"key1\" is not among EncryptionKeys[key2]");
    }

    @Test
    void readsWithOldKeysAndWritesWithTheCurrentOne() {
        byte[] old = encryption.encode(ID, DATA);
        Encryption rotated = new Encryption(
                EncryptionKeys.builder("key2", key(1))
                        .decryptOnly("key1", key(0))
                        .build(),
                false);
        assertThat(rotated.decode(ID, old)).isEqualTo(DATA);
        assertThat(rotated.isOutdated(old)).isTrue();
        assertThat(rotated.isOutdated(rotated.encode(ID, DATA))).isFalse();
        assertThatThrownBy(() -> encryption.decode(ID, rotated.encode(ID, DATA)))
                .isInstanceOf(SessionDataException.class);
    }

    @Test
    void doesNotTakeAKeyIdForThePrefixOfAnother() {
        Encryption keys = new Encryption(
                EncryptionKeys.builder("key", key(1))
                        .decryptOnly("key1", key(0))
                        .build(),
                false);
        assertThat(keys.isOutdated(encryption.encode(ID, DATA))).isTrue();
    }

    @Test
    void readsUnencryptedDataOnlyWhereItIsAccepted() {
        Encryption accepting = new Encryption(EncryptionKeys.of("key1", key(0)), true);
        assertThat(accepting.decode(ID, DATA)).isEqualTo(DATA);
        assertThat(accepting.isOutdated(DATA)).isTrue();
        assertThat(accepting.isOutdated(new byte[0])).isFalse();
        assertThatThrownBy(() -> encryption.decode(ID, DATA))
                .isInstanceOf(SessionDataException.class)
                .hasMessageContaining("acceptUnencrypted");
    }

    @Test
    void showsNoKeyNoIdAndNoData() {
        byte[] key = key(7);
        EncryptionKeys keys = EncryptionKeys.of("key1", key);
        StringWriter shown = new StringWriter();
        shown.append(keys.toString());
        for (byte[] stored : new byte[][] {encryption.encode(ID, DATA), DATA, bytes("\u0093SHE\1\1$")}) {
            assertThatThrownBy(() -> new Encryption(keys, false).decode(ID, stored))
                    .satisfies(e -> e.printStackTrace(new PrintWriter(shown)));
        }
        assertThatThrownBy(() -> EncryptionKeys.of("key1", Arrays.copyOf(key, 31)))
                .satisfies(e -> e.printStackTrace(new PrintWriter(shown)));
        assertThat(shown.toString())
                .contains("EncryptionKeys[key1]")
                .doesNotContain(ID, "visits", HexFormat.of().formatHex(key, 0, 4))
                .doesNotContain(Base64.getEncoder().encodeToString(key).substring(0, 8))
                .doesNotContain(Arrays.toString(key).substring(1, 12));
    }

    @Test
    void keepsItsOwnCopyOfAKey() {
        byte[] key = key(0);
        Encryption keeping = new Encryption(EncryptionKeys.of("key1", key), false);
        Arrays.fill(key, (byte) 0);
        assertThat(keeping.decode(ID, encryption.encode(ID, DATA))).isEqualTo(DATA);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 16, 31, 33})
    void takesKeysOf32BytesOnly(int length) {
        assertThatThrownBy(() -> EncryptionKeys.of("key1", new byte[length]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("32");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a b", "a\n", "\u00e9", "12345678901234567890123456789012345678901234567890123456789012345"})
    void takesPlainKeyIdsOnly(String id) {
        assertThatThrownBy(() -> EncryptionKeys.of(id, key(0))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void takesEachKeyIdOnce() {
        EncryptionKeys.Builder builder = EncryptionKeys.builder("key1", key(0));
        assertThatThrownBy(() -> builder.decryptOnly("key1", key(1))).isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] key(int first) {
        byte[] key = new byte[32];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) (first + i);
        }
        return key;
    }
}
