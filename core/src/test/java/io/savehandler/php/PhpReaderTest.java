package io.savehandler.php;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhpReaderTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '\u0001',
            value = {
                "i:+5;~i:5;",
                "i:007;~i:7;",
                "i:-0;~i:0;",
                "i:99999999999999999999;~i:9223372036854775807;",
                "i:-99999999999999999999;~i:-9223372036854775808;",
                "i:-00000000000000000000000000012;~i:-12;",
                "i:9223372036854775808;~i:9223372036854775807;",
                "d:.5;~d:0.5;",
                "d:5.;~d:5;",
                "d:+5;~d:5;",
                "d:1E5;~d:100000;",
                "d:1e400;~d:INF;",
                "S:2:\"\\61b\";~s:2:\"ab\";",
                "S:1:\"\\fF\";~s:1:\"ÿ\";",
                "s:01:\"a\";~s:1:\"a\";",
                "a:00:{}~a:0:{}",
                "a:1:{S:1:\"\\37\";N;}~a:1:{i:7;N;}",
                "a:2:{s:1:\"7\";i:1;s:2:\"07\";i:2;}~a:2:{i:7;i:1;s:2:\"07\";i:2;}",
                "a:2:{i:1;i:1;i:1;i:2;}~a:1:{i:1;i:2;}",
                "a:3:{s:1:\"a\";i:1;i:0;N;s:1:\"a\";i:2;}~a:2:{s:1:\"a\";i:2;i:0;N;}",
                "O:1:\"A\":+1:{i:5;N;}~O:1:\"A\":1:{i:5;N;}",
                "O:1:\"A\"::{}~O:1:\"A\":0:{}",
                "O:1:\"A\":2:{s:1:\"x\";i:1;s:1:\"x\";i:2;}~O:1:\"A\":1:{s:1:\"x\";i:2;}",
                "C:1:\"A\":+2:{hi}~C:1:\"A\":2:{hi}",
                "E:3:\"A:B\";~E:3:\"A:B\";"
            })
    void oddSpellingsAreAccepted(String text, String written) {
        assertThat(rewritten(text)).isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a:2:{i:0;O:8:\"stdClass\":0:{}i:1;r:2;}",
                "a:2:{i:0;i:5;i:1;R:2;}",
                "a:1:{i:0;R:1;}",
                "a:1:{s:1:\"b\";a:1:{s:1:\"b\";R:2;}}",
                "O:1:\"A\":1:{s:1:\"s\";r:1;}",
                "O:1:\"A\":1:{s:1:\"s\";R:1;}",
                "a:3:{i:0;E:3:\"A:B\";i:1;r:2;i:2;r:2;}",
                "a:2:{i:0;E:3:\"A:B\";i:1;R:2;}",
                "a:3:{i:0;C:1:\"A\":22:{a:2:{i:0;i:1;i:1;i:2;}}i:1;O:1:\"B\":0:{}i:2;r:6;}",
                "a:2:{i:0;C:1:\"A\":12:{O:1:\"B\":0:{}}i:1;r:3;}",
                "a:2:{i:0;C:1:\"A\":4:{r:2;}i:1;i:7;}",
                "a:2:{i:0;C:11:\"ArrayObject\":37:{x:i:0;a:1:{i:0;O:1:\"B\":0:{}};m:a:0:{}}i:1;r:5;}",
                "a:3:{i:0;C:1:\"A\":5:{i:oh!}i:1;O:1:\"B\":0:{}i:2;r:3;}"
            })
    void graphsComeBackAsTheyWere(String text) {
        assertThat(rewritten(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '\u0001',
            value = {
                "~0",
                "x~0",
                "i:5~3",
                "i:;~2",
                "i:5;;~4",
                "i: 5;~2",
                "b:2;~2",
                "b:1~3",
                "N~1",
                "d:;~2",
                "d:+INF;~2",
                "d:1e;~2",
                "d:0x1;~2",
                "d:1_000;~2",
                "s:1:\"ab\";~6",
                "s:5:\"ab\";~2",
                "s:-1:\"\";~2",
                "s:99999999999999999999:\"\";~2",
                "s:18446744073709551617:\"x\";~2",
                "S:1:\"\\4\";~7",
                "S:1:\"\\zz\";~6",
                "a:1:{}~5",
                "a:2:{i:0;N;}~11",
                "a:0:{i:0;N;}~5",
                "a:-1:{}~2",
                "a:999999999:{}~0",
                "a:1:{N;N;}~5",
                "a:1:{b:1;N;}~5",
                "a:1:{r:1;N;}~5",
                "O:0:\"\":0:{}~5",
                "O:1:\"\\\":0:{}~5",
                "O:3:\"a b\":0:{}~6",
                "O:1:\"A\":-1:{}~8",
                "O:1:\"A\":1:{}~11",
                "C:1:\"A\":9:{}~8",
                "C:1:\"A\":1:{ab}~12",
                "E:1:\"A\";~5",
                "E:2:\":B\";~5",
                "E:4:\"\\A:B\";~5",
                "R:1;~2",
                "r:1;~2",
                "a:1:{i:0;r:1;}~11",
                "a:1:{i:0;R:3;}~11",
                "a:1:{i:0;R:0;}~11",
                "a:2:{i:0;i:1;i:1;r:2;}~19",
                "a:1:{i:0;R:99999999999999999999;}~11",
                "o:0:{}~0",
                "}~0"
            })
    void malformedDataIsRefusedWhereItIsWrong(String text, int offset) {
        String data = text == null ? "" : text;
        assertThatThrownBy(() -> read(data))
                .isInstanceOfSatisfying(
                        PhpDataException.class,
                        fault -> assertThat(fault.offset()).isEqualTo(offset))
                .hasMessageContaining("at byte " + offset);
    }

    @Test
    void anEnumCaseWithoutANameIsRefused() {
        assertThatThrownBy(() -> read("E:5:\"Suit:\";"))
                .isInstanceOf(PhpDataException.class)
                .hasMessageContaining("without a name");
        assertThatThrownBy(() -> PhpEnum.of("Suit", "")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void errorsDoNotShowData() {
        assertThatThrownBy(() -> read("a:1:{s:11:\"tell-nobody\";x:tell-nobody;}"))
                .isInstanceOf(PhpDataException.class)
                .hasMessageNotContaining("tell");
    }

    @Test
    void depthIsLimitedAsInPhp() {
        assertThat(nested(4096, "a:1:{i:0;", "}"))
                .satisfies(text -> assertThat(rewritten(text)).isEqualTo(text));
        assertThat(nested(4096, "O:1:\"A\":1:{s:1:\"x\";", "}"))
                .satisfies(text -> assertThat(rewritten(text)).isEqualTo(text));
        assertThatThrownBy(() -> read(nested(4097, "a:1:{i:0;", "}")))
                .isInstanceOf(PhpDataException.class)
                .hasMessageContaining("4096 levels");
        PhpLimits shallow = PhpLimits.defaults().withDepth(2);
        PhpReader.read(bytes(nested(2, "a:1:{i:0;", "}")), shallow);
        assertThatThrownBy(() -> PhpReader.read(bytes(nested(3, "a:1:{i:0;", "}")), shallow))
                .isInstanceOf(PhpDataException.class);
    }

    @Test
    void depthNeedsNoStack() throws InterruptedException {
        String text = nested(4096, "a:1:{i:0;", "}");
        AtomicReference<String> result = new AtomicReference<>();
        Thread small = new Thread(
                null,
                () -> {
                    PhpValue value = read(text);
                    assertThat(value.equals(read(text))).isTrue();
                    result.set(new String(PhpWriter.write(value), StandardCharsets.ISO_8859_1) + value.hashCode());
                },
                "small stack",
                192 * 1024);
        small.start();
        small.join();
        assertThat(result.get()).startsWith(text);
    }

    @Test
    void sizeAndNumberOfValuesAreLimited() {
        PhpLimits limits = PhpLimits.defaults().withBytes(30).withValues(3);
        PhpReader.read(bytes("a:2:{i:0;N;i:1;N;}"), limits);
        assertThatThrownBy(() -> PhpReader.read(bytes("a:3:{i:0;N;i:1;N;i:2;N;}"), limits))
                .isInstanceOf(PhpDataException.class)
                .hasMessageContaining("3 values");
        assertThatThrownBy(() -> PhpReader.read(bytes("s:40:\"" + "x".repeat(40) + "\";"), limits))
                .isInstanceOf(PhpDataException.class)
                .hasMessageContaining("30 bytes");
        assertThatThrownBy(() -> limits.withDepth(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> limits.withBytes(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> limits.withValues(0)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Each of these would take minutes if the work were not proportional to the bytes. */
    @Test
    @Timeout(30)
    void hostileDataCostsNoMoreThanItsLength() {
        int many = 200_000;
        StringBuilder references = new StringBuilder("a:" + many + ":{i:0;O:1:\"A\":0:{}");
        StringBuilder payloads = new StringBuilder("a:" + many + ":{");
        StringBuilder keys = new StringBuilder("a:" + many + ":{");
        for (int i = 0; i < many; i++) {
            references.append(i > 0 ? "i:" + i + ";" + (i % 2 == 0 ? "R:2;" : "r:2;") : "");
            payloads.append("i:").append(i).append(";C:1:\"A\":8:{i:1;oops}");
            keys.append("s:7:\"").append(1_000_000 + i).append("\";N;");
        }
        for (StringBuilder text : new StringBuilder[] {references, payloads, keys}) {
            PhpValue value = read(text + "}");
            assertThat(value.asArray().size()).isEqualTo(many);
            assertThat(PhpWriter.write(value)).hasSizeGreaterThan(many);
        }
        String opening = nested(8, "C:1:\"A\":", "").repeat(1);
        assertThatThrownBy(() -> read(opening)).isInstanceOf(PhpDataException.class);
        assertThatThrownBy(() -> read("a:1:{i:0;".repeat(many))).isInstanceOf(PhpDataException.class);
        assertThatThrownBy(() -> read("a:60000:{".repeat(4000))).isInstanceOf(PhpDataException.class);
    }

    @Test
    @Timeout(30)
    void payloadsInsidePayloadsStayLinear() {
        String inner = "x".repeat(100_000);
        for (int i = 0; i < 200; i++) {
            inner = "C:1:\"A\":" + inner.length() + ":{" + inner + "}";
        }
        assertThat(rewritten(inner)).isEqualTo(inner);
    }

    @Test
    void truncationIsAlwaysRefused() {
        String whole = "a:6:{i:0;O:1:\"A\":1:{s:1:\"x\";d:1.5;}i:1;r:2;i:2;C:1:\"B\":4:{i:5;}i:3;E:3:\"C:D\";i:4;R:3;"
                + "S:1:\"\\41\";b:1;}";
        assertThat(read(whole).asArray().size()).isEqualTo(6);
        for (int length = 0; length < whole.length(); length++) {
            String cut = whole.substring(0, length);
            PhpDataException fault = catchThrowableOfType(PhpDataException.class, () -> read(cut));
            assertThat(fault).as(cut).isNotNull();
            assertThat(fault.offset()).isBetween(0, length);
        }
    }

    @Test
    @Timeout(30)
    void oneLongStringIsNotLookedAtAgainAndAgain() {
        byte[] data = bytes("s:5000000:\"" + "x".repeat(5_000_000) + "\";");
        assertThat(((PhpString) PhpReader.read(data)).length()).isEqualTo(5_000_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a:2:{s:2:\"id\";i:1;s:4:\"name\";N;}",
                "a:2:{s:2:\"id\";i:2;s:4:\"nick\";N;}",
                "a:2:{s:2:\"id\";i:2;s:5:\"names\";N;}",
                "a:2:{s:2:\"id\";i:2;i:4;N;}",
                "a:2:{s:4:\"name\";N;s:2:\"id\";i:3;}",
                "a:3:{s:2:\"id\";i:4;s:4:\"name\";N;i:0;N;}",
                "a:3:{s:2:\"id\";i:4;s:4:\"name\";N;s:0:\"\";N;}",
                "a:2:{s:2:\"id\";a:2:{s:2:\"id\";i:5;s:4:\"name\";N;}s:4:\"name\";a:1:{i:0;i:6;}}",
                "O:1:\"A\":2:{s:2:\"id\";i:1;s:4:\"name\";N;}",
                "a:2:{s:12:\"a longer key\";i:1;s:12:\"a longer kez\";i:2;}",
                "a:2:{i:0;i:1;i:1;i:2;}",
                "a:2:{i:1;i:1;i:0;i:2;}"
            })
    void arraysThatResembleEachOtherKeepTheirOwnKeys(String odd) {
        String usual = "a:2:{s:2:\"id\";i:7;s:4:\"name\";s:1:\"x\";}";
        String longer = "a:2:{s:12:\"a longer key\";i:1;s:12:\"a longer kex\";i:2;}";
        String text = "a:7:{i:0;" + usual + "i:1;" + usual + "i:2;" + longer + "i:3;" + longer + "i:4;" + odd + "i:5;"
                + usual + "i:6;" + longer + "}";

        assertThat(rewritten(text)).isEqualTo(text);
    }

    @Test
    void keysThatAreSpelledInAnotherWayAreTheSame() {
        String usual = "a:2:{s:1:\"a\";i:1;s:2:\"bc\";i:2;}";
        String odd = "a:2:{s:01:\"a\";i:1;S:2:\"b\\63\";i:2;}";

        assertThat(rewritten("a:4:{i:0;" + odd + "i:1;" + usual + "i:2;" + odd + "i:3;" + usual + "}"))
                .isEqualTo("a:4:{i:0;" + usual + "i:1;" + usual + "i:2;" + usual + "i:3;" + usual + "}");
    }

    @Test
    void sharedKeysAreNotChangedWithOneOfTheArrays() {
        PhpArray records =
                read("a:2:{i:0;a:1:{s:1:\"a\";i:1;}i:1;a:1:{s:1:\"a\";i:2;}}").asArray();
        PhpArray changed = records.get(0).asArray().with("b", PhpNull.NULL).without(PhpKey.of("a"));

        assertThat(changed.asMap()).containsOnlyKeys("b");
        assertThat(records.get(1).asMap()).containsExactly(Map.entry("a", PhpLong.of(2)));
    }

    @Test
    void integersOfEveryWidthAreReadAndWritten() {
        for (long power = 1; power < Long.MAX_VALUE / 10; power *= 10) {
            for (long number : new long[] {power - 1, power, power + 1, -power, 1 - power, power * 9 + power / 2}) {
                String text = "a:2:{i:0;i:" + number + ";i:1;i:" + number + ";}";

                assertThat(rewritten("i:" + number + ";")).isEqualTo("i:" + number + ";");
                assertThat(rewritten(text)).isEqualTo(text);
            }
        }
    }

    @Test
    void stringsOfEveryShortLengthAreReadAndWritten() {
        for (int length = 0; length <= 120; length++) {
            String string = "s:" + length + ":\"" + "x".repeat(length) + "\";";

            assertThat(rewritten(string)).isEqualTo(string);
            assertThat(rewritten("a:2:{i:0;" + string + "i:1;" + string + "}"))
                    .isEqualTo("a:2:{i:0;" + string + "i:1;" + string + "}");
        }
    }

    @Test
    void lengthsAndCountsOfSomethingElseThanDigitsAreRefused() {
        for (char wrong = ' '; wrong < 0x7f; wrong++) {
            if (wrong < '0' || wrong > '9') {
                String content = "\";".repeat(90);
                List.of(
                                "s:" + wrong + ":\"" + content,
                                "s:1" + wrong + ":\"" + content,
                                "a:" + wrong + ":{" + "i:0;N;".repeat(90))
                        .forEach(text -> assertThatThrownBy(() -> read(text)).isInstanceOf(PhpDataException.class));
            }
        }
    }

    @Test
    void floatsOfManyDigitsAreTheNearest() {
        Random random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder digits = new StringBuilder(Long.toUnsignedString(random.nextLong()));
            String text = digits.insert(1, '.') + "E" + (random.nextInt(680) - 345);

            assertThat(read("d:" + text + ";").asDouble()).as(text).isEqualTo(Double.parseDouble(text));
        }
    }

    private static String nested(int levels, String open, String close) {
        return open.repeat(levels) + "N;" + close.repeat(levels);
    }

    private static String rewritten(String text) {
        return new String(PhpWriter.write(read(text)), StandardCharsets.ISO_8859_1);
    }

    private static PhpValue read(String text) {
        return PhpReader.read(bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
