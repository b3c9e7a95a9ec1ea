package io.savehandler.wrap;

import static io.savehandler.wrap.Requests.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.SessionDataException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompressionTest {
    private static final int MAX = 1 << 20;

    private final Compression compression = new Compression(6, 256, MAX);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 8, 9, 255, 256, 257, 65_536, MAX})
    void restoresCompressibleAndIncompressibleDataOfAnyLength(int length) {
        byte[] zeros = new byte[length];
        byte[] noise = new byte[length];
        new Random(length).nextBytes(noise);
        assertThat(decoded(compression.encode("id", zeros))).isEqualTo(zeros);
        assertThat(decoded(compression.encode("id", noise))).isEqualTo(noise);
    }

    @Test
    void storesNothingAsNothing() {
        assertThat(new Compression(6, 0, MAX).encode("id", new byte[0])).isEmpty();
        assertThat(decoded(new byte[0])).isEmpty();
    }

    @Test
    void storesLongDataShorterAndShortOrIncompressibleDataAsItIs() {
        byte[] noise = new byte[4096];
        new Random(1).nextBytes(noise);
        assertThat(compression.encode("id", new byte[4096])).hasSizeLessThan(100);
        assertThat(compression.encode("id", new byte[255])).isEqualTo(new byte[255]);
        assertThat(compression.encode("id", noise)).isEqualTo(noise);
    }

    @Test
    void restoresDataThatLooksCompressed() {
        byte[] inDisguise = HexFormat.of().parseHex("9353485a01000002");
        byte[] stored = compression.encode("id", inDisguise);
        assertThat(stored).isNotEqualTo(inDisguise);
        assertThat(decoded(stored)).isEqualTo(inDisguise);
    }

    @Test
    void readsWhatAnotherWriterCompressedToTheDocumentedForm() {
        // gzcompress(str_repeat("abcdef", 100)) of PHP 8.2
        byte[] stored = HexFormat.of().parseHex("9353485a0100000258" + "789c4b4c4a4e494d4b1c254749aa9200c90be935");
        assertThat(decoded(stored)).isEqualTo(bytes("abcdef".repeat(100)));
    }

    @Test
    void refusesToStoreOrUnpackMoreThanTheLimit() {
        byte[] tooMuch = new byte[MAX + 1];
        byte[] bomb = new Compression(9, 0, 1 << 26).encode("id", new byte[1 << 26]);
        assertThatThrownBy(() -> compression.encode("id", tooMuch))
                .isInstanceOf(SessionDataException.class)
                .hasMessageContaining("1048577")
                .hasMessageContaining("1048576");
        assertThatThrownBy(() -> decoded(bomb)).isInstanceOf(SessionDataException.class);
    }

    @Test
    void refusesAHeadThatPromisesMoreThanItsBytesCanHold() {
        byte[] stored = compression.encode("id", new byte[1000]);
        stored[6] = 0x0f;
        assertThatThrownBy(() -> decoded(stored))
                .isInstanceOf(SessionDataException.class)
                .hasMessageContaining("can hold");
    }

    @Test
    void refusesAStreamThatIsLongerThanItsHeadSays() {
        byte[] stored = compression.encode("id", new byte[1000]);
        stored[8]--;
        assertThatThrownBy(() -> decoded(stored)).isInstanceOf(SessionDataException.class);
    }

    @Test
    void refusesAnythingCutOff() {
        byte[] compressed = compression.encode("id", bytes("session data ".repeat(50)));
        byte[] asItIs = compression.encode("id", HexFormat.of().parseHex("9353485a01000002"));
        for (byte[] stored : new byte[][] {compressed, asItIs}) {
            for (int length = 4; length < stored.length; length++) {
                byte[] cut = Arrays.copyOf(stored, length);
                assertThatThrownBy(() -> decoded(cut))
                        .as("first %d bytes", length)
                        .isInstanceOf(SessionDataException.class);
            }
        }
    }

    @Test
    void neverReturnsOtherDataForADamagedStream() {
        byte[] data = bytes("session data ".repeat(50));
        byte[] intact = compression.encode("id", data);
        for (int i = 4; i < intact.length; i++) {
            byte[] damaged = intact.clone();
            damaged[i] ^= 0x10;
            assertThat(decodedOrSame(damaged, data)).as("byte %d", i).isEqualTo(data);
        }
    }

    @Test
    void refusesTrailingBytesAndUnknownMethods() {
        byte[] stored = compression.encode("id", new byte[1000]);
        byte[] longer = Arrays.copyOf(stored, stored.length + 1);
        byte[] unknown = stored.clone();
        unknown[4] = 2;
        assertThatThrownBy(() -> decoded(longer)).isInstanceOf(SessionDataException.class);
        assertThatThrownBy(() -> decoded(unknown))
                .isInstanceOf(SessionDataException.class)
                .hasMessageContaining("method");
    }

    private byte[] decoded(byte[] stored) {
        return compression.decode("id", stored);
    }

    private byte[] decodedOrSame(byte[] stored, byte[] expected) {
        try {
            return decoded(stored);
        } catch (SessionDataException e) {
            return expected;
        }
    }
}
