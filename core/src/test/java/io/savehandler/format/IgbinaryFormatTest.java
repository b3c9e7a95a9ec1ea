package io.savehandler.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.php.PhpDataException;
import io.savehandler.php.PhpKey;
import io.savehandler.php.PhpNull;
import io.savehandler.php.PhpObject;
import io.savehandler.php.PhpValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IgbinaryFormatTest {
    private static final SessionFormat FORMAT = SessionFormats.igbinary();

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    /** Something comes and goes, so that all is written anew. */
    private static byte[] rewritten(byte[] data) {
        SessionVariables session = FORMAT.decode(data);
        session.put("passing", PhpNull.NULL);
        session.remove("passing");
        return FORMAT.encode(session);
    }

    @Test
    void noVariablesAreAnEmptyArray() {
        assertThat(FORMAT.encode(FORMAT.empty())).isEqualTo(hex("00000002 1400"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00000002 1402 0600 1400 0601 0101",
                "00000002 1403 11046e616d65 1103616e6e 11046e69636b 0e01 0e01 0e00",
                "00000002 1402 0600 1402 06000601 06010602 0601 0101",
                "00000002 1404 110162 1402 06000601 06010602 110161 25 1402 06000601 06010602 110163 25 0102 110164 0101",
                "00000002 1402 110161 25 0607 110162 25 0101",
                "00000002 1403 0600 1708737464436c617373 1400 0601 25 2201 0602 25 2201",
                "00000002 1405 0600 170145 27 1106486561727473 0601 1a00 27 1106537061646573 0602 2201 0603 0e01 0604 0e00",
                "00000002 1402 0600 17025352 1d0378797a 0601 1a00 1d0378797a",
                "00000002 1401 110161 170154 1403 00 00 110175 0605",
                "00000002 1401 11026d65 25 1401 0e00 25 0101",
                "00000002 1401 0600 1401 0600 0101",
                "00000002 1402 0600 170155 1402 11016b 0601 0605 1401 06000602 0601 1a00 1402 0e01 0601 0605 0102",
                "00000002 1403 0600 218000000000000000 0601 090100 0602 0cfff8000000000000",
                "00000002 1402 0600 170b41727261794f626a656374 1404 06000600 06011400 06021400 060300"
                        + " 0601 1a00 1404 06000600 06011400 06021400 060300"
            })
    void whatPhpWroteIsWrittenAnewTheSame(String data) {
        assertThat(rewritten(hex(data))).isEqualTo(hex(data));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00000002",
                "000000031400",
                "00000002 14010600 0e00",
                "00000002 14010600 0101",
                "00000002 1405 0600 0600",
                "00000002 1401 05 0600",
                "00000002 1401 0600 170145 27 0d",
                "00000002 1401 0600 1708737464436c617373 2500",
                "00000002 16ffffffff",
                "00000002 1401 0600 26ffffffffffffffff",
                "00000002 1401 0600 218000000000000001",
                "00000002 1401 0600 25 0100",
                "00000002 1401 0600 28"
            })
    void malformedDataIsRefusedWithItsPlace(String data) {
        assertThatThrownBy(() -> FORMAT.decode(hex(data)))
                .isInstanceOfSatisfying(
                        PhpDataException.class,
                        refused -> assertThat(refused.offset()).isBetween(0, hex(data).length));
    }

    @Test
    void depthIsLimitedAsInTheTextFormats() {
        String nested = "00000002 1401 0600" + "14010600".repeat(4096) + "00";
        assertThat(rewritten(hex(nested))).isEqualTo(hex(nested));
        String deeper = "00000002 1401 0600" + "14010600".repeat(4097) + "00";
        assertThatThrownBy(() -> FORMAT.decode(hex(deeper)))
                .isInstanceOf(PhpDataException.class)
                .hasMessageContaining("4096");
    }

    @Test
    void arraysThatShareArraysDoNotMultiply() {
        StringBuilder bomb = new StringBuilder("00000002 1501f4".replace(" ", ""));
        bomb.append("080000").append("1402 0600 1400 0601 0102".replace(" ", ""));
        int levels = 0x1f4;
        for (int i = 1; i < levels; i++) {
            int before = i == 1 ? 1 : i + 1;
            bomb.append(String.format("08%04x1402060002%04x060102%04x", i, before, before));
        }
        byte[] data = rewritten(hex(bomb.toString()));
        assertThat(data.length).isLessThan(bomb.length());
        assertThat(rewritten(data)).isEqualTo(data);
    }

    @Test
    void integerKeysAreKeptButNotPut() {
        SessionVariables session = FORMAT.decode(hex("00000002 1401 0607 05"));
        assertThat(session.get(PhpKey.of(7)).asBoolean()).isTrue();
        assertThatThrownBy(() -> session.put(PhpKey.of(7), PhpValue.of(1))).isInstanceOf(UnstorableKeyException.class);
    }

    @Test
    void holesBehindAPropertyThatOccursTwiceStay() {
        byte[] twice = hex("00000002 1401 110161 170154 1405 110178 0601 0e02 0602 00 110179 0603 00");
        assertThat(rewritten(twice)).isEqualTo(hex("00000002 1401 110161 170154 1404 110178 0602 00 110179 0603 00"));
    }

    private static byte[] withFirst(byte[] data, PhpValue value) {
        SessionVariables session = FORMAT.decode(data);
        session.put(session.phpKeys().get(0), value);
        byte[] written = FORMAT.encode(session);
        assertThat(written).isEqualTo(allPut(session));
        return written;
    }

    /** What is written where nothing is kept. */
    private static byte[] allPut(SessionVariables session) {
        SessionVariables copy = FORMAT.empty();
        session.phpKeys().forEach(key -> copy.put(key, session.element(key).orElseThrow()));
        return FORMAT.encode(copy);
    }

    @Test
    void whatTheFirstVariableNoLongerHoldsIsWrittenWhereItIsNamed() {
        // a = [x => y], b = that array, c = [y => x].
        byte[] data = hex("00000002 1403 110161 1401 110178 110179 110162 0101 110163 1401 0e02 0e01");
        assertThat(withFirst(data, PhpNull.NULL))
                .isEqualTo(hex("00000002 1403 110161 00 110162 1401 110178 110179 110163 1401 0e03 0e02"));
    }

    @Test
    void whatAnEarlierVariableHoldsNowIsNamed() {
        // a = null, b = y, c = y.
        byte[] data = hex("00000002 1403 110161 00 110162 110179 110163 0e02");
        assertThat(withFirst(data, PhpValue.of("y")))
                .isEqualTo(hex("00000002 1403 110161 110179 110162 0e01 110163 0e01"));
    }

    @ParameterizedTest
    @ValueSource(ints = {255, 256, 257, 65_535, 65_536, 65_537})
    void numbersOfStringsTakeTheRoomTheyNeed(int strings) {
        List<String> first = IntStream.range(0, strings).mapToObj(i -> "s" + i).toList();
        SessionVariables session = FORMAT.empty();
        session.put("first", PhpValue.of("one"));
        session.put("many", PhpValue.of(first));
        session.put("named", PhpValue.of(List.of(first.get(strings - 1), "late", "late")));
        for (int i = 0; i < 40; i++) {
            session.put("again" + i, PhpValue.of(List.of("late", first.get(strings - 1 - i))));
        }
        byte[] data = FORMAT.encode(session);
        byte[] more = withFirst(data, PhpValue.of(List.of("two", "three")));
        assertThat(withFirst(more, PhpValue.of("one"))).isEqualTo(data);
        assertThat(withFirst(more, PhpNull.NULL)).hasSizeLessThan(data.length);
    }

    @Test
    void whatWouldBeNestedTooDeepBecauseItsHolderWentIsRefused() {
        String tower = "14010600".repeat(4000);
        byte[] data = hex("00000002 1403 110161" + tower + "00 110162" + tower + "0101 110163 0e02");
        SessionVariables session = FORMAT.decode(data);
        session.put("d", PhpNull.NULL);
        assertThat(FORMAT.encode(session)).hasSize(data.length + 4);
        session.remove("a");
        assertThatThrownBy(() -> FORMAT.encode(session))
                .isInstanceOf(PhpDataException.class)
                .hasMessageContaining("deeper than PHP reads");
    }

    /** PHP never does so; a large session whose other variables would keep their bytes is then written anew, too. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0700",
                "080005",
                "090001",
                "080000",
                "0a00000005",
                "0b0000ffff",
                "200000000000000005",
                "210000000000000000",
                "1100",
                "1200017a",
                "13000000017a",
                "2600000000000000017a",
                "150001060005",
                "1600000001060005",
                "0f0000",
                "1000000000",
                "1402 0600 1401 06000600 0601 020002",
                "1402 0600 1401 06000600 0601 0300000002",
                "1402 0600 1401 06000600 0601 2202",
            })
    void numbersInMoreBytesThanTheyNeedAreWrittenAnew(String value) {
        byte[] small = hex("00000002 1403 110161" + value + "110162 0e00 110163 05");
        byte[] large = Arrays.copyOf(small, 1 << 13);
        assertThat(changed(large)).isEqualTo(changed(small));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1 << 13})
    void assigningGoesThroughReferencesThatWereNotAskedFor(int behind) {
        byte[] data = hex("00000002 1403 110161 25 0601 110162 25 0101 110163 0e01");
        SessionVariables session = FORMAT.decode(Arrays.copyOf(data, data.length + behind));
        session.put("a", PhpValue.of(7));
        assertThat(session.get("b")).isEqualTo(PhpValue.of(7));
        assertThat(FORMAT.encode(session)).isEqualTo(hex("00000002 1403 110161 25 0607 110162 25 0101 110163 0e01"));
    }

    private static byte[] changed(byte[] data) {
        SessionVariables session = FORMAT.decode(data);
        session.put("c", PhpValue.of(1));
        return FORMAT.encode(session);
    }

    @Test
    void variablesUnderOneKeyTwiceAreWrittenOnce() {
        byte[] data = hex("00000002 1404 110161 0601 110162 110178 0e00 0602 110163 0e02");
        SessionVariables session = FORMAT.decode(data);
        session.put("d", PhpNull.NULL);
        assertThat(FORMAT.encode(session))
                .isEqualTo(hex("00000002 1404 110161 0602 110162 110178 110163 0e02 110164 00"));
    }

    /** Around and behind the depth down to which containers are written by calls. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 10, 40})
    void whatStandsBehindAContainerIsWrittenAtAnyDepth(int depth) {
        PhpValue value = PhpValue.of("innermost");
        for (int i = depth; i > 0; i--) {
            value = i % 3 == 0 ? object(i, value) : records(i, value);
        }
        SessionVariables session = FORMAT.empty();
        session.put("first", value);
        session.put("second", records(0, PhpValue.of("behind")));
        SessionVariables read = FORMAT.decode(FORMAT.encode(session));
        assertThat(text(read)).isEqualTo(text(session));
        assertThat(rewritten(FORMAT.encode(session))).isEqualTo(FORMAT.encode(session));
    }

    private static PhpValue object(int number, PhpValue inside) {
        PhpObject object = new PhpObject("Level");
        object.set("before", PhpValue.of(number));
        object.set("inside", inside);
        object.set("behind", PhpValue.of("object " + number));
        return object;
    }

    /** Four with the same keys, once they were read. */
    private static PhpValue records(int number, PhpValue inside) {
        List<PhpValue> records = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            records.add(
                    PhpValue.of(new TreeMap<>(Map.of("inside", i == 2 ? inside : List.of(i), "number", number + i))));
        }
        return PhpValue.of(List.of(number, records, "records " + number));
    }

    private static String text(SessionVariables session) {
        SessionVariables copy = SessionFormats.phpSerialize().empty();
        session.phpKeys().forEach(key -> copy.put(key, session.element(key).orElseThrow()));
        return new String(SessionFormats.phpSerialize().encode(copy), StandardCharsets.ISO_8859_1);
    }
}
