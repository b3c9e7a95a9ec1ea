package io.savehandler.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.php.PhpDataException;
import io.savehandler.php.PhpKey;
import io.savehandler.php.PhpNull;
import io.savehandler.php.PhpValue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each of the text formats accepts, refuses and cannot store. */
class TextFormatsTest {
    private static final SessionFormat PHP = SessionFormats.php();
    private static final SessionFormat BINARY = SessionFormats.phpBinary();
    private static final SessionFormat SERIALIZE = SessionFormats.phpSerialize();

    @Test
    void slotsOfPhpSerializeStartAtTheArray() {
        SessionVariables session = decode(SERIALIZE, "a:3:{s:1:\"a\";i:1;i:7;O:1:\"B\":0:{}s:1:\"c\";r:3;}");
        assertThat(session.containsKey("7")).isTrue();
        session.put("a", PhpValue.of(List.of(1)));
        session.put("8", PhpNull.NULL);
        session.put("a|b", PhpNull.NULL);
        assertThat(encoded(session))
                .isEqualTo("a:5:{s:1:\"a\";a:1:{i:0;i:1;}i:7;O:1:\"B\":0:{}s:1:\"c\";r:4;i:8;N;s:3:\"a|b\";N;}");
    }

    @Test
    void phpSerializeIgnoresWhatFollowsAndKeepsItUntilSomethingChanges() {
        SessionVariables session = decode(SERIALIZE, "a:1:{s:1:\"a\";i:1;}junk");
        assertThat(encoded(session)).isEqualTo("a:1:{s:1:\"a\";i:1;}junk");
        session.put("a", PhpValue.of(2));
        assertThat(encoded(session)).isEqualTo("a:1:{s:1:\"a\";i:2;}");
        assertThat(decode(SERIALIZE, "N;").isEmpty()).isTrue();
        assertThat(encoded(SERIALIZE.empty())).isEqualTo("a:0:{}");
        assertThat(encoded(decode(SERIALIZE, "a:0:{}"))).isEqualTo("a:0:{}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "i:5;",
                "O:8:\"stdClass\":0:{}",
                "b:0;",
                "a:1:{s:1:\"a\";R:1;}",
                "a:1:{s:1:\"a\";a:1:{i:0;R:1;}}",
                "a:1:{s:1:\"a\";r:1;}",
                "a:1:{}",
                "a:1:{s:1:\"a\";i:1;",
                "a:2:{s:1:\"a\";i:1;}",
                "a:0:{i:1;N;}"
            })
    void phpSerializeRefusesWhatWouldBeLost(String data) {
        assertThatThrownBy(() -> decode(SERIALIZE, data)).isInstanceOf(PhpDataException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"junk", "a|", "a|i:1;junk", "a|i:1;\n", "a|i:1", "a|R:1;", "|", "a|i:1;b|r:1;"})
    void phpRefusesMalformedData(String data) {
        assertThatThrownBy(() -> decode(PHP, data)).isInstanceOf(PhpDataException.class);
    }

    @Test
    void phpBinaryReadsLengthsOfSevenBits() {
        SessionVariables session = BINARY.decode(latin("\u0081ai:1;\u0001bi:2;"));
        assertThat(session.keys()).containsExactly("a", "b");
        session.remove("b");
        assertThat(session.format().encode(session)).isEqualTo(latin("\u0081ai:1;"));
        for (String data : List.of("\u0001", "\u0001a", "\u0005ai:1;", "\u0001ai:1;\0", "\u0001ai:1;x")) {
            assertThatThrownBy(() -> BINARY.decode(latin(data))).isInstanceOf(PhpDataException.class);
        }
    }

    @Test
    void keysThatCannotBeStoredAreRefusedWhenPut() {
        assertUnstorable(PHP, "secret|key", "|", "php_serialize");
        assertUnstorable(PHP, "4711", "whole number", "php_serialize");
        assertUnstorable(BINARY, "4711", "whole number", "php_serialize");
        assertUnstorable(BINARY, "k".repeat(128), "127", "php_serialize");
        BINARY.empty().put("k".repeat(127), PhpNull.NULL);
        BINARY.empty().put("a|b", PhpNull.NULL);
        PHP.empty().put("", PhpNull.NULL);
        PHP.empty().put("!x", PhpNull.NULL);
        PHP.empty().put("k".repeat(500), PhpNull.NULL);
        assertThatThrownBy(() -> PHP.empty().put(PhpKey.of(5), PhpNull.NULL))
                .isInstanceOf(UnstorableKeyException.class);
    }

    private static void assertUnstorable(SessionFormat format, String key, String reason, String remedy) {
        assertThatThrownBy(() -> format.empty().put(key, PhpNull.NULL))
                .isInstanceOfSatisfying(UnstorableKeyException.class, refused -> {
                    assertThat(refused.format()).isEqualTo(format.name());
                    assertThat(refused.reason()).contains(reason);
                    assertThat(refused.remedy()).isEqualTo(remedy);
                })
                .hasMessageContaining(format.name())
                .hasMessageContaining(remedy)
                .hasMessageNotContaining(key);
    }

    private static SessionVariables decode(SessionFormat format, String data) {
        return format.decode(latin(data));
    }

    private static String encoded(SessionVariables session) {
        return new String(session.format().encode(session), StandardCharsets.ISO_8859_1);
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
