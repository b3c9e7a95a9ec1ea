package io.savehandler.examples.twonodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.php.PhpDouble;
import io.savehandler.php.PhpNull;
import io.savehandler.php.PhpObject;
import io.savehandler.php.PhpValue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the page shows names, bytes and values. */
class TextTest {

    @Test
    void escapesWhateverIsFilledIn() {
        String page = PageTemplate.load("message.html").fill(Map.of("title", "<b>&\"'", "text", "{{title}}"), Map.of());

        assertThat(page)
                .contains("<h1>&lt;b&gt;&amp;&quot;&#39;</h1>", "<p id=\"message\">&#123;&#123;title}}</p>")
                .contains("--accent");
    }

    @Test
    void showsUtf8AsItReadsAndTheRestInHex() {
        assertThat(StoredText.of("a|s:3:\"é€\\\";".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("a|s:3:\"é€\\\";");
        assertThat(StoredText.of("\0*\0name\u202e".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("\\x00*\\x00name\\xe2\\x80\\xae");
        assertThat(StoredText.of(new byte[] {'a', (byte) 0xff, '\n', 'b'})).isEqualTo("a\\xff\\x0ab");
        assertThat(StoredText.of(new byte[10_000]).length()).isLessThan(5_000);
    }

    @Test
    void showsValuesUnderPhpsNames() {
        assertThat(shown(PhpNull.NULL)).isEqualTo("null null");
        assertThat(shown(PhpValue.of(true))).isEqualTo("bool true");
        assertThat(shown(PhpValue.of(-7))).isEqualTo("int -7");
        assertThat(shown(PhpDouble.of(0.5))).isEqualTo("float 0.5");
        assertThat(shown(PhpValue.of("é"))).isEqualTo("string é");
        assertThat(shown(PhpValue.of(List.of("a", List.of(1))))).isEqualTo("array [0 => a, 1 => [0 => 1]]");
        assertThat(shown(PhpValue.of(Map.of("k", List.of(List.of(List.of(1)))))))
                .isEqualTo("array [k => [0 => [0 => […]]]]");
        assertThat(shown(new PhpObject("Cart"))).isEqualTo("Cart {0 properties}");
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:8081, http://localhost:8082/",
        "127.0.0.1, http://127.0.0.1:8082/",
        "[::1]:8081, http://[::1]:8082/",
        "evil.example/x?:1, http://127.0.0.1:8082/",
        "'', http://127.0.0.1:8082/",
        ", http://127.0.0.1:8082/",
    })
    void linksUnderTheHostTheVisitorUses(String host, String url) {
        assertThat(new NodeAddress("node-2", 8082).urlFor(host)).isEqualTo(url);
    }

    private static String shown(PhpValue value) {
        return ValueText.typeOf(value) + " " + ValueText.of(value);
    }
}
