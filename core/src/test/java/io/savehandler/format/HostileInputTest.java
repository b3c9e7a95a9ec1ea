package io.savehandler.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.php.PhpArray;
import io.savehandler.php.PhpDataException;
import io.savehandler.php.PhpKey;
import io.savehandler.php.PhpLimits;
import io.savehandler.php.PhpNull;
import io.savehandler.php.PhpSizeException;
import io.savehandler.php.PhpValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Session data made to be costly takes memory in proportion to its size, and errors have a place. */
class HostileInputTest {
    /** The costliest byte is one of an array in an array, of which igbinary needs three, all read and compared. */
    private static final long PER_BYTE = 1500;

    private static final int LIMIT = 100_000;

    static List<Arguments> attacks() {
        List<Arguments> attacks = new ArrayList<>();
        for (SessionFormat format :
                List.of(SessionFormats.php(), SessionFormats.phpBinary(), SessionFormats.phpSerialize())) {
            for (HostileText attack : HostileText.values()) {
                IntFunction<byte[]> input = times -> attack.session(format, times);
                attacks.add(Arguments.of(format.name(), Named.of(attack.name(), input)));
            }
        }
        for (HostileIgbinary attack : HostileIgbinary.values()) {
            IntFunction<byte[]> input = attack::session;
            attacks.add(Arguments.of("igbinary", Named.of(attack.name(), input)));
        }
        return attacks;
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void readingTakesMemoryInProportion(String format, IntFunction<byte[]> input) {
        SessionFormat reader = SessionFormats.named(format);
        AllocatedBytes.assertLinear(input, PER_BYTE, data -> {
            try {
                SessionVariables session = reader.decode(data);
                session.phpKeys().forEach(session::element);
                assertThat(reader.encode(session)).isSameAs(data);
            } catch (PhpDataException refused) {
                assertThat(refused.offset()).isBetween(0, data.length);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void changingTakesMemoryInProportion(String format, IntFunction<byte[]> input) {
        SessionFormat both = SessionFormats.named(format);
        AllocatedBytes.assertLinear(input, PER_BYTE, data -> {
            try {
                SessionVariables session = both.decode(data);
                session.put("b", PhpValue.of(1));
                SessionVariables copy = both.empty();
                session.phpKeys()
                        .forEach(key -> copy.put(key, session.element(key).orElseThrow()));
                assertThat(both.decode(both.encode(session)).size()).isEqualTo(2);
                assertThat(both.decode(both.encode(copy)).size()).isEqualTo(2);
            } catch (PhpDataException refused) {
                assertThat(refused.offset()).isNotNegative();
            }
        });
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void lookingAtValuesTakesMemoryInProportion(String format, IntFunction<byte[]> input) {
        SessionFormat reader = SessionFormats.named(format);
        AllocatedBytes.assertLinear(input, PER_BYTE, data -> {
            try {
                compare(reader.decode(data).get("a"), reader.decode(data).get("a"));
            } catch (PhpDataException refused) {
                assertThat(refused.offset()).isNotNegative();
            }
        });
    }

    private static void compare(PhpValue value, PhpValue same) {
        assertThat(value.equals(same)).isIn(true, false);
        assertThat(value.toString()).hasSizeLessThan(100);
        if (value instanceof PhpArray array) {
            assertThat(array.hashCode()).isIn(array.hashCode(), same.hashCode());
            assertThat(array.asMap()).hasSize(array.size());
        }
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void cutAnywhereItIsRefusedWithAPlace(String format, IntFunction<byte[]> input) {
        SessionFormat reader = SessionFormats.named(format);
        byte[] whole = input.apply(40);
        for (int length = 1; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            try {
                // Where the rest stood between values, nothing is missing.
                assertThat(reader.encode(reader.decode(cut))).isSameAs(cut);
            } catch (PhpDataException refused) {
                assertThat(refused.offset()).isBetween(0, length);
            }
        }
    }

    @Test
    void whatIsWrittenAtTheDepthLimitCanBeReadAgain() {
        PhpValue deep = PhpNull.NULL;
        for (int depth = 1; depth <= 4097; depth++) {
            deep = PhpArray.listOf(deep);
            for (String name : SessionFormats.names()) {
                SessionFormat format = SessionFormats.named(name);
                SessionVariables session = format.empty();
                session.put("a", deep);
                if (depth < 4095) {
                    continue;
                }
                try {
                    assertThat(format.decode(format.encode(session)).get("a")).isEqualTo(deep);
                } catch (PhpDataException refused) {
                    assertThat(refused).hasMessageContaining("deeper than PHP reads");
                    assertThat(depth).isGreaterThanOrEqualTo(name.equals("php_serialize") ? 4096 : 4097);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = HostileIgbinary.class,
            names = {"ARRAYS_THAT_HOLD_THE_ONE_BEFORE_TWICE", "A_LONG_STRING_AGAIN_AND_AGAIN"})
    void whatMultipliesInAnotherFormatIsRefusedAtTheLimit(HostileIgbinary attack) {
        for (String name : List.of("php", "php_binary", "php_serialize")) {
            SessionFormat other =
                    SessionFormats.named(name).withLimits(PhpLimits.defaults().withBytes(LIMIT));
            AllocatedBytes.assertLinear(attack::session, PER_BYTE, data -> {
                SessionVariables session = SessionFormats.igbinary().decode(data);
                assertThatThrownBy(() -> other.encode(session))
                        .isInstanceOfSatisfying(
                                PhpSizeException.class,
                                tooLarge -> assertThat(tooLarge.offset()).isEqualTo(LIMIT));
            });
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = HostileIgbinary.class,
            names = {"ARRAYS_THAT_HOLD_THE_ONE_BEFORE_TWICE", "A_LONG_STRING_AGAIN_AND_AGAIN"})
    void whatMultipliesIsNamedAsTheLargest(HostileIgbinary attack) {
        SessionFormat php = SessionFormats.php().withLimits(PhpLimits.defaults().withBytes(LIMIT));
        SessionVariables session = php.empty();
        session.put("small", PhpValue.of("x"));
        session.put(
                "bomb", SessionFormats.igbinary().decode(attack.session(1000)).get("a"));
        session.put("after", PhpValue.of("x".repeat(20)));
        assertThat(session.largest()).contains(new VariableSize(PhpKey.of("bomb"), LIMIT));
    }
}
