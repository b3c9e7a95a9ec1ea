package io.savehandler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionIdPolicyTest {
    @Test
    void lowBitsOfEachByteComeFirstAsInPhp() {
        byte[] bytes = new byte[16];
        bytes[0] = (byte) 0xAB;
        bytes[15] = (byte) 0x1f;
        assertThat(SessionIdPolicy.php(32, 4).idOf(bytes)).startsWith("ba0").endsWith("f1");
    }

    @Test
    void fiveBitsRunOverByteBoundaries() {
        byte[] bytes = new byte[17];
        bytes[0] = (byte) 0b111_00001;
        bytes[1] = (byte) 0b0_00000_11;
        assertThat(SessionIdPolicy.php(26, 5).idOf(bytes)).startsWith("1v0");
    }

    @ParameterizedTest
    @CsvSource({"32,4,[0-9a-f]{32}", "26,5,[0-9a-v]{26}", "256,6,'[0-9a-zA-Z,-]{256}'", "22,6,'[0-9a-zA-Z,-]{22}'"})
    void newIdsHaveTheLengthAndAlphabetAskedFor(int length, int bits, String pattern) {
        SessionIdPolicy policy = SessionIdPolicy.php(length, bits);
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            String id = policy.newId();
            assertThat(id).matches(pattern);
            assertThat(policy.accepts(id)).isTrue();
            ids.add(id);
        }
        assertThat(ids).hasSize(1000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a_b", "a.b", "../x", "a/b", "a b", "a\0b", "a\nb", "é", "a\"b", "<a>", "a;b"})
    void idsWithOtherCharactersAreRefusedWithoutNamingThem(String id) {
        SessionIdPolicy policy = SessionIdPolicy.php();
        assertThat(policy.accepts(id)).isFalse();
        assertThatThrownBy(() -> policy.check(id))
                .isInstanceOf(InvalidSessionIdException.class)
                .hasMessage("Illegal session id: accepted are 1 to 256 of the characters A-Z a-z 0-9 , -");
    }

    @Test
    void lengthIsBounded() {
        assertThat(SessionIdPolicy.php().accepts("a".repeat(256))).isTrue();
        assertThat(SessionIdPolicy.php().accepts("a".repeat(257))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"21,4,session.sid_length", "257,4,session.sid_length", "32,3,session.sid_bits_per_character"})
    void settingsOutOfRangeNameTheSetting(int length, int bits, String setting) {
        assertThatThrownBy(() -> SessionIdPolicy.php(length, bits))
                .isInstanceOfSatisfying(
                        SessionConfigurationException.class,
                        e -> assertThat(e.setting()).isEqualTo(setting));
    }
}
