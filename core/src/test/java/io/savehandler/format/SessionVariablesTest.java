package io.savehandler.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.php.PhpConversionException;
import io.savehandler.php.PhpDataException;
import io.savehandler.php.PhpEnum;
import io.savehandler.php.PhpKey;
import io.savehandler.php.PhpLimits;
import io.savehandler.php.PhpLong;
import io.savehandler.php.PhpNull;
import io.savehandler.php.PhpReference;
import io.savehandler.php.PhpString;
import io.savehandler.php.PhpValue;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionVariablesTest {
    private static final SessionFormat PHP = SessionFormats.php();
    private static final SessionFormat BINARY = SessionFormats.phpBinary();
    private static final SessionFormat SERIALIZE = SessionFormats.phpSerialize();

    @Test
    void formatsAreFoundByPhpsNames() {
        assertThat(SessionFormats.named("PHP_Binary")).isSameAs(BINARY);
        assertThat(SessionFormats.names()).containsExactly("php", "php_binary", "php_serialize", "igbinary");
        assertThatThrownBy(() -> SessionFormats.named("wddx"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("session.serialize_handler")
                .hasMessageContaining("wddx")
                .hasMessageContaining("php_serialize");
    }

    @Test
    void variablesAreReadAddedChangedAndRemoved() {
        SessionVariables session = decode(PHP, "a|i:1;b|i:2;");
        assertThat(session.keys()).containsExactly("a", "b");
        session.put("c", PhpValue.of("x"));
        session.put("a", PhpValue.of(true));
        assertThat(session.remove("b")).isTrue();
        assertThat(session.remove("b")).isFalse();
        assertThat(session.get("a").asBoolean()).isTrue();
        assertThat(session.get("b")).isSameAs(PhpNull.NULL);
        assertThat(session.containsKey("b")).isFalse();
        assertThat(session.size()).isEqualTo(2);
        assertThat(encoded(session)).isEqualTo("a|b:1;c|s:1:\"x\";");
        session.clear();
        assertThat(session.isEmpty()).isTrue();
        assertThat(encoded(session)).isEmpty();
        assertThat(session).hasToString("SessionVariables(php, 0 variables)");
    }

    @Test
    void manyVariablesComeAndGo() {
        SessionVariables session = PHP.empty();
        Map<String, PhpValue> expected = new LinkedHashMap<>();
        for (int i = 0; i < 5_000; i++) {
            String key = "k" + i * 7919 % 257;
            if (i % 3 == 0) {
                assertThat(session.remove(key)).isEqualTo(expected.remove(key) != null);
            } else {
                session.put(key, PhpLong.of(i));
                expected.put(key, PhpLong.of(i));
            }
        }

        assertThat(session.keys()).containsExactlyElementsOf(expected.keySet());
        assertThat(session.size()).isEqualTo(expected.size());
        expected.forEach((key, value) -> assertThat(session.get(key)).isEqualTo(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"php", "php_binary", "php_serialize", "igbinary"})
    void manyStoredVariablesComeAndGo(String format) {
        SessionFormat stored = SessionFormats.named(format);
        SessionVariables session = stored.empty();
        Map<String, PhpValue> expected = new LinkedHashMap<>();
        for (int i = 0; i < 2_000; i++) {
            String key = "k" + i * 7919 % 257;
            if (i % 5 == 0) {
                session = stored.decode(stored.encode(session));
            } else if (i % 3 == 0) {
                assertThat(session.remove(key)).isEqualTo(expected.remove(key) != null);
            } else {
                session.put(key, PhpLong.of(i));
                expected.put(key, PhpLong.of(i));
            }
        }

        SessionVariables written = stored.decode(stored.encode(session));
        assertThat(written.keys()).containsExactlyElementsOf(expected.keySet());
        expected.forEach((key, value) -> assertThat(written.get(key)).isEqualTo(value));
    }

    /** Often several come and go between two requests, and not all that is stored is asked for. */
    @ParameterizedTest
    @ValueSource(strings = {"php", "php_binary", "php_serialize", "igbinary"})
    void variablesComeAndGoAmongThoseThatStay(String format) {
        SessionFormat stored = SessionFormats.named(format);
        Random random = new Random(7);
        SessionVariables session = stored.empty();
        Map<String, PhpValue> expected = new LinkedHashMap<>();
        for (int round = 0; round < 300; round++) {
            session = stored.decode(stored.encode(session));
            for (int step = random.nextInt(12); step > 0; step--) {
                String key = "k" + random.nextInt(40);
                switch (random.nextInt(4)) {
                    case 0 -> assertThat(session.remove(key)).isEqualTo(expected.remove(key) != null);
                    case 1 -> assertThat(session.get(key)).isEqualTo(expected.getOrDefault(key, PhpNull.NULL));
                    default -> {
                        PhpValue value = PhpValue.of("text " + random.nextInt(5));
                        session.put(key, value);
                        expected.put(key, value);
                    }
                }
            }
            assertThat(session.keys()).containsExactlyElementsOf(expected.keySet());
            assertThat(session.size()).isEqualTo(expected.size());
        }
        SessionVariables written = stored.decode(stored.encode(session));
        assertThat(written.keys()).containsExactlyElementsOf(expected.keySet());
        expected.forEach((key, value) -> assertThat(written.get(key)).isEqualTo(value));
    }

    @Test
    void behindOneKeyThatIsStoredTwiceAllStayWhatTheyAre() {
        SessionVariables session = decode(PHP, "a|i:1;b|i:2;a|i:3;c|i:4;d|i:5;b|i:6;e|i:7;");
        session.remove("c");
        assertThat(encoded(session)).isEqualTo("a|i:3;b|i:6;d|i:5;e|i:7;");
        session.put("c", PhpValue.of(8));
        for (int i = 0; i < 20; i++) {
            session.put("new" + i, PhpNull.NULL);
            session.remove("new" + i);
        }
        assertThat(session.get("b")).isEqualTo(PhpLong.of(6));
        assertThat(encoded(session)).isEqualTo("a|i:3;b|i:6;d|i:5;e|i:7;c|i:8;");
    }

    @Test
    void ofStoredVariablesWithOneKeyTheLastStaysAtThePlaceOfTheFirst() {
        SessionVariables session = decode(PHP, "a|i:1;b|i:2;a|i:3;c|i:4;");
        assertThat(session.keys()).containsExactly("a", "b", "c");
        assertThat(session.get("a")).isEqualTo(PhpLong.of(3));
        session.put("c", PhpValue.of(5));
        assertThat(encoded(session)).isEqualTo("a|i:3;b|i:2;c|i:5;");
    }

    @Test
    void keysThatBecomeOneInAnotherFormatAreWrittenOnce() {
        SessionVariables session = decode(BINARY, "\0015i:1;\001ai:2;");
        session.put("b", PhpValue.of(3));
        assertThat(new String(SERIALIZE.encode(session), StandardCharsets.ISO_8859_1))
                .isEqualTo("a:3:{i:5;i:1;s:1:\"a\";i:2;s:1:\"b\";i:3;}");
        byte[] both = {0, 0, 0, 2, 0x14, 2, 0x11, 1, '5', 6, 1, 6, 5, 6, 2};
        SessionVariables twice = SessionFormats.named("igbinary").decode(both);
        assertThat(new String(SERIALIZE.encode(twice), StandardCharsets.ISO_8859_1))
                .isEqualTo("a:1:{i:5;i:2;}");
    }

    @Test
    void modificationIsNoticed() {
        SessionVariables session = decode(PHP, "a|O:1:\"A\":1:{s:1:\"p\";i:1;}");
        assertThat(session.isModified()).isFalse();
        session.get("a");
        session.remove("none");
        assertThat(session.isModified()).isFalse();
        session.get("a").asObject().set("p", PhpValue.of(2));
        assertThat(session.isModified()).isTrue();
        assertThat(session.changedInPlace()).containsExactly(PhpString.of("a"));
        assertThat(encoded(session)).isEqualTo("a|O:1:\"A\":1:{s:1:\"p\";i:2;}");
        SessionVariables other = decode(PHP, "a|i:1;");
        other.put("a", PhpValue.of(1));
        assertThat(other.isModified()).isTrue();
        SessionVariables emptied = decode(PHP, "a|i:1;");
        emptied.clear();
        assertThat(emptied.isModified()).isTrue();
        assertThat(PHP.empty().isModified()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '\u0001',
            value = {
                "a|i:1;b|i:+5;c|S:1:\"\\41\";~a|s:3:\"new\";b|i:+5;c|S:1:\"\\41\";",
                "a|i:1;5|i:1;~a|s:3:\"new\";5|i:1;",
                "a|i:1;;b|i:2;~a|s:3:\"new\";;b|i:2;",
                "a|i:1;a|i:2;b|i:3;~a|s:3:\"new\";b|i:3;",
                "b|O:1:\"B\":0:{}a|a:1:{i:0;N;}c|r:1;d|R:1;~b|O:1:\"B\":0:{}a|s:3:\"new\";c|r:1;d|R:1;",
                "a|a:2:{i:0;N;i:1;N;}b|O:1:\"B\":0:{}c|r:4;~a|s:3:\"new\";b|O:1:\"B\":0:{}c|r:2;",
                "a|O:1:\"A\":0:{}b|r:1;c|r:1;~a|s:3:\"new\";b|O:1:\"A\":0:{}c|r:2;",
                "a|i:1;b|R:1;~a|s:3:\"new\";b|R:1;",
                "a|a:1:{i:0;i:1;}b|R:2;c|a:1:{i:0;R:2;}~a|s:3:\"new\";b|i:1;c|a:1:{i:0;R:2;}",
                "a|a:1:{i:0;N;}b|C:1:\"B\":12:{O:1:\"C\":0:{}}c|r:4;~a|s:3:\"new\";b|C:1:\"B\":12:{O:1:\"C\":0:{}}c|r:3;",
                "a|a:9:{i:0;N;i:1;N;i:2;N;i:3;N;i:4;N;i:5;N;i:6;N;i:7;N;i:8;N;}b|C:1:\"B\":22:{a:1:{i:0;i:1;};;;;;;;;}c|i:1;"
                        + "~a|s:3:\"new\";b|C:1:\"B\":22:{a:1:{i:0;i:1;};;;;;;;;}c|i:1;",
                "a|a:8:{i:0;N;i:1;N;i:2;N;i:3;N;i:4;N;i:5;N;i:6;N;i:7;N;}b|C:1:\"B\":25:{O:1:\"C\":1:{s:1:\"s\";r:11;}}"
                        + "~a|s:3:\"new\";b|C:1:\"B\":24:{O:1:\"C\":1:{s:1:\"s\";r:3;}}",
                "a|E:3:\"S:H\";b|r:1;c|E:3:\"S:S\";~a|s:3:\"new\";b|E:3:\"S:H\";c|E:3:\"S:S\";"
            })
    void oneChangeRenumbersWhatPhpWouldRenumber(String before, String after) {
        SessionVariables session = decode(PHP, before);
        session.put("a", PhpValue.of("new"));
        assertThat(encoded(session)).isEqualTo(after);
    }

    @Test
    void whatIsSharedWithANewVariableIsNamed() {
        SessionVariables session = decode(PHP, "a|i:1;b|O:1:\"B\":0:{}c|E:3:\"S:H\";");
        session.put("a", session.get("b"));
        session.put("d", PhpEnum.of("S", "H"));
        session.put("e", PhpEnum.of("S", "T"));
        assertThat(encoded(session)).isEqualTo("a|O:1:\"B\":0:{}b|r:1;c|E:3:\"S:H\";d|r:3;e|E:3:\"S:T\";");
        SessionVariables earlier = decode(PHP, "a|i:1;c|E:3:\"S:H\";");
        earlier.put("a", PhpEnum.of("S", "H"));
        assertThat(encoded(earlier)).isEqualTo("a|E:3:\"S:H\";c|r:1;");
    }

    @Test
    void assigningGoesThroughReferencesAndBindingReplacesThem() {
        SessionVariables session = decode(PHP, "a|i:1;b|R:1;");
        assertThat(session.element(PhpString.of("a"))).containsInstanceOf(PhpReference.class);
        session.put("b", PhpValue.of(5));
        assertThat(session.get("a")).isEqualTo(PhpLong.of(5));
        assertThat(encoded(session)).isEqualTo("a|i:5;b|R:1;");
        session.put("b", new PhpReference(PhpValue.of(6)));
        assertThat(encoded(session)).isEqualTo("a|i:5;b|i:6;");
        PhpReference inner = (PhpReference)
                decode(PHP, "a|a:1:{i:0;i:1;}b|R:2;").get("a").asArray().elementAt(0);
        assertThat(inner.asLong()).isEqualTo(1);
    }

    @Test
    void assigningGoesThroughReferencesThatWereNotAskedFor() {
        SessionVariables session = decode(PHP, "a|i:1;b|R:1;");
        session.put("a", PhpValue.of(5));
        assertThat(encoded(session)).isEqualTo("a|i:5;b|R:1;");
    }

    @ParameterizedTest
    @ValueSource(strings = {"php", "php_binary", "php_serialize", "igbinary"})
    void whatIsReplacedIsNotBuilt(String name) {
        SessionFormat format = SessionFormats.named(name);
        AllocatedBytes.assertLinear(
                count -> {
                    SessionVariables session = format.empty();
                    session.put(
                            "all",
                            PhpValue.of(IntStream.range(100_000, 100_000 + 2 * count)
                                    .boxed()
                                    .toList()));
                    return format.encode(session);
                },
                1,
                data -> format.decode(data).put("all", PhpNull.NULL));
    }

    @Test
    void changesThroughAReferenceAreSeenWhereItWasDefined() {
        SessionVariables session = decode(PHP, "a|a:1:{i:0;i:1;}b|R:2;z|i:+9;");
        ((PhpReference) session.element(PhpString.of("b")).orElseThrow()).set(PhpValue.of("longer"));
        assertThat(session.isModified()).isTrue();
        assertThat(encoded(session)).isEqualTo("a|a:1:{i:0;s:6:\"longer\";}b|R:2;z|i:+9;");
    }

    @Test
    void keysNeedNotBeText() {
        SessionVariables session = PHP.decode(latin("\u00ff|i:1;a|i:2;"));
        PhpKey odd = PhpString.of(latin("\u00ff"));
        assertThat(session.phpKeys()).containsExactly(odd, PhpString.of("a"));
        assertThat(session.get(odd).asLong()).isEqualTo(1);
        assertThatThrownBy(session::keys).isInstanceOf(PhpConversionException.class);
        assertThat(session.remove(odd)).isTrue();
        assertThat(encoded(session)).isEqualTo("a|i:2;");
    }

    @Test
    void formatsConvertIntoOneAnother() {
        SessionVariables session = decode(PHP, "a|O:1:\"A\":0:{}b|r:1;5|i:1;");
        assertThat(new String(SERIALIZE.encode(session), StandardCharsets.US_ASCII))
                .isEqualTo("a:3:{s:1:\"a\";O:1:\"A\":0:{}s:1:\"b\";r:2;i:5;i:1;}");
        SessionVariables pipe = decode(SERIALIZE, "a:1:{s:3:\"a|b\";i:1;}");
        assertThat(BINARY.encode(pipe)).isEqualTo(latin("\u0003a|bi:1;"));
        assertThatThrownBy(() -> PHP.encode(pipe)).isInstanceOf(UnstorableKeyException.class);
        assertThat(PHP.encode(BINARY.empty())).isEmpty();
        assertThat(SERIALIZE.encode(PHP.empty())).isEqualTo(latin("a:0:{}"));
    }

    @Test
    void theLargestVariableIsFound() {
        SessionVariables session = decode(PHP, "a|i:1;big|s:9:\"123456789\";");
        assertThat(session.largest()).contains(new VariableSize(PhpString.of("big"), 20));
        session.put("bigger", PhpValue.of("x".repeat(100)));
        assertThat(session.largest()).contains(new VariableSize(PhpString.of("bigger"), 7 + 109));
        assertThat(PHP.empty().largest()).isEqualTo(Optional.empty());
    }

    @Test
    void limitsHoldForTheWholeSession() {
        SessionFormat limited =
                PHP.withLimits(PhpLimits.defaults().withBytes(12).withValues(2));
        assertThat(limited.name()).isEqualTo("php");
        assertThat(limited.decode(latin("a|i:1;b|i:2;")).size()).isEqualTo(2);
        assertThatThrownBy(() -> limited.decode(latin("a|i:1;b|i:23;"))).isInstanceOf(PhpDataException.class);
        assertThatThrownBy(() -> limited.decode(latin("a|N;b|N;c|N;"))).isInstanceOf(PhpDataException.class);
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
