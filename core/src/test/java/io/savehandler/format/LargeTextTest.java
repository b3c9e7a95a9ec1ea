package io.savehandler.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.php.PhpDataException;
import io.savehandler.php.PhpLimits;
import io.savehandler.php.PhpValue;
import io.savehandler.php.PhpWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Sessions of many records alike, of which the keys are recognized by those of the records before: they are read as each
 * record by itself is, and what is wrong in one is found among the others, too.
 */
class LargeTextTest {
    private static final int BEFORE = 30;
    private static final int BEHIND = 20;
    private static final SessionFormat PHP = SessionFormats.php();

    @Test
    void recordsWithOtherKeysAtTheSamePlacesAreRead() {
        String[] odd = {
            "a:2:{s:2:\"id\";i:1;s:4:\"mane\";s:1:\"x\";}",
            "a:2:{s:2:\"ie\";i:1;s:4:\"name\";s:1:\"x\";}",
            "a:2:{s:4:\"name\";s:1:\"x\";s:2:\"id\";i:1;}",
            "a:2:{i:7;i:1;i:-7;s:0:\"\";}",
            "a:2:{s:0:\"\";i:1;s:10:\"ten bytes.\";s:1:\"x\";}",
            "a:2:{s:9:\"nine byte\";i:1;s:1:\"n\";a:2:{s:2:\"id\";d:1.5;s:4:\"name\";N;}}",
            "a:3:{s:2:\"id\";i:1;s:4:\"name\";s:1:\"x\";s:3:\"new\";b:1;}",
            "a:2:{s:2:\"id\";d:12345678.125;s:4:\"name\";d:-0.5;}",
            "a:2:{s:2:\"id\";d:1.0E+25;s:4:\"name\";i:12345678901234;}",
            "a:2:{s:2:\"id\";O:1:\"A\":1:{s:2:\"id\";i:1;}s:4:\"name\";E:3:\"A:B\";}",
        };
        for (String record : odd) {
            assertThat(amongOthers(record)).as(record).isEqualTo(alone(record));
        }
    }

    /** So many that hashes are alike in what is kept of them. */
    @Test
    void manyVariablesAreToldApart() {
        int count = 300_000;
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append("key").append(i).append("|i:").append(i).append(';');
        }
        SessionVariables session = PHP.decode(bytes(text + "key7|b:1;"));
        assertThat(session.size()).isEqualTo(count);
        assertThat(session.get("key7").asBoolean()).isTrue();
        session.put("key7", PhpValue.of(7));
        for (int i = 0; i < count; i++) {
            assertThat(session.get("key" + i).asLong()).isEqualTo(i);
        }
        assertThat(session.remove("key" + count)).isFalse();
        assertThat(PHP.encode(session)).isEqualTo(bytes(text.toString()));
    }

    @Test
    void eightZeroBytesAreNoKey() {
        String zeros = "a:2:{s:2:\"id\";i:1;" + "\0".repeat(8) + "s:1:\"x\";}";
        assertThatThrownBy(() -> amongOthers(zeros)).isInstanceOf(PhpDataException.class);
        String first = "first|a:1:{" + "\0".repeat(8) + "i:1;}rest|s:5000:\"" + "x".repeat(5000) + "\";";
        assertThatThrownBy(() -> PHP.decode(bytes(first))).isInstanceOf(PhpDataException.class);
    }

    @Test
    void oneWrongByteIsFoundWhereItIsFoundInTheRecordAlone() {
        Random random = new Random(11);
        byte[] replacements = bytes("0123456789:;{}\"'aidsbNORrx-+.E\0\1");
        for (int round = 0; round < 6_000; round++) {
            byte[] record = bytes(record(random.nextInt(200)));
            record[random.nextInt(record.length)] = replacements[random.nextInt(replacements.length)];
            String wrong = new String(record, StandardCharsets.ISO_8859_1);
            String alone;
            try {
                alone = alone(wrong);
            } catch (PhpDataException e) {
                assertThatThrownBy(() -> amongOthers(wrong)).as(wrong).isInstanceOf(PhpDataException.class);
                continue;
            }
            assertThat(amongOthers(wrong)).as(wrong).isEqualTo(alone);
        }
    }

    @Test
    void aSessionThatEndsTooEarlyIsRefusedWhereverItEnds() {
        byte[] whole = bytes(others(0, 25) + "last|" + record(5));
        int last = bytes(others(0, 25)).length;
        for (int end = last + 1; end < whole.length; end++) {
            byte[] cut = Arrays.copyOf(whole, end);
            assertThatThrownBy(() -> PHP.decode(cut)).as("at " + end).isInstanceOf(PhpDataException.class);
        }
        assertThat(PHP.decode(whole).size()).isEqualTo(26);
    }

    @Test
    void theLimitOfValuesIsTheSameForAll() {
        byte[] session = bytes(others(0, 100));
        int values = 100 * 12;
        SessionFormat enough = PHP.withLimits(PhpLimits.defaults().withValues(values));
        assertThat(enough.decode(session).size()).isEqualTo(100);
        for (int fewer = 1; fewer < 30; fewer++) {
            SessionFormat tooFew = PHP.withLimits(PhpLimits.defaults().withValues(values - fewer));
            assertThatThrownBy(() -> tooFew.decode(session))
                    .isInstanceOf(PhpDataException.class)
                    .hasMessageContaining("more than " + (values - fewer) + " values");
        }
    }

    /** Usual values and others in every order, on many levels: each is counted, and the first one too many is named. */
    @Test
    void valuesAreCountedWhateverStandsBefore() {
        for (int seed = 0; seed < 20; seed++) {
            StringBuilder text = new StringBuilder();
            List<Integer> starts = new ArrayList<>();
            Random random = new Random(seed);
            for (int i = 0; i < 30 || text.length() < 5000; i++) {
                text.append("key").append(i).append('|');
                appendValue(text, starts, random, 0);
            }
            byte[] session = bytes(text.toString());
            assertThat(PHP.withLimits(PhpLimits.defaults().withValues(starts.size()))
                            .decode(session)
                            .size())
                    .isGreaterThanOrEqualTo(30);
            for (int most = 1; most < starts.size(); most++) {
                int limit = most;
                SessionFormat tooFew = PHP.withLimits(PhpLimits.defaults().withValues(limit));
                assertThatThrownBy(() -> tooFew.decode(session))
                        .as("seed %d, limit %d", seed, limit)
                        .isInstanceOfSatisfying(
                                PhpDataException.class,
                                tooMany -> assertThat(tooMany.offset()).isEqualTo(starts.get(limit)));
            }
        }
    }

    @Test
    void theLimitOfDepthIsTheSameForAll() {
        byte[] session = bytes(others(0, 100));
        assertThat(PHP.withLimits(PhpLimits.defaults().withDepth(2))
                        .decode(session)
                        .size())
                .isEqualTo(100);
        SessionFormat flat = PHP.withLimits(PhpLimits.defaults().withDepth(1));
        assertThatThrownBy(() -> flat.decode(session))
                .isInstanceOf(PhpDataException.class)
                .hasMessageContaining("nested more than 1 levels deep");
    }

    private static String alone(String record) {
        return read(record, 0, 0);
    }

    private static String amongOthers(String record) {
        return read(record, BEFORE, BEHIND);
    }

    private static String read(String record, int before, int behind) {
        SessionVariables session = PHP.decode(bytes(others(0, before) + "it|" + record + others(before, behind)));
        assertThat(session.size()).isEqualTo(before + 1 + behind);
        return new String(PhpWriter.write(session.get("it")), StandardCharsets.ISO_8859_1);
    }

    private static String others(int first, int count) {
        StringBuilder all = new StringBuilder();
        for (int i = first; i < first + count; i++) {
            all.append("key").append(i).append('|').append(record(i));
        }
        return all.toString();
    }

    /** Twelve values on two levels, in about 200 bytes. */
    private static String record(int i) {
        String name = "User number " + i;
        return "a:9:{s:2:\"id\";i:" + i * 7 + ";s:4:\"name\";s:" + name.length() + ":\"" + name
                + "\";s:5:\"roles\";a:2:{i:0;s:5:\"admin\";i:1;i:1700000" + (100 + i)
                + ";}s:7:\"balance\";d:" + i
                + ".25;s:6:\"active\";b:1;s:5:\"notes\";N;s:4:\"more\";i:-3;s:1:\"x\";s:3:\"a\"b\";"
                + "s:8:\"lastlast\";d:1234567.75;}";
    }

    private static void appendValue(StringBuilder text, List<Integer> starts, Random random, int depth) {
        starts.add(text.length());
        switch (random.nextInt(depth < 6 ? 14 : 10)) {
            case 0 -> text.append("N;");
            case 1 -> text.append("b:1;");
            case 2 ->
                text.append("i:")
                        .append(random.nextLong() >>> random.nextInt(64))
                        .append(';');
            case 3 -> text.append("i:").append(random.nextInt(10)).append(';');
            case 4 -> text.append("d:").append(random.nextInt(1000)).append(".25;");
            case 5 -> text.append("d:0.30000000000000004;");
            case 6 -> text.append("a:0:{}");
            case 7 -> appendString(text, random.nextInt(10));
            case 8 -> appendString(text, random.nextInt(100));
            case 9 -> appendString(text, random.nextInt(300));
            default -> {
                int count = random.nextInt(13);
                text.append(random.nextInt(3) == 0 ? "O:1:\"A\":" : "a:")
                        .append(count)
                        .append(":{");
                for (int i = 0; i < count; i++) {
                    appendString(text, 1 + random.nextInt(2) * i);
                    text.setCharAt(text.length() - 3, (char) ('a' + i));
                    appendValue(text, starts, random, depth + 1);
                }
                text.append('}');
            }
        }
    }

    private static void appendString(StringBuilder text, int length) {
        text.append("s:")
                .append(length)
                .append(":\"")
                .append("x".repeat(length))
                .append("\";");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
