package io.savehandler.php;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhpArrayTest {

    @ParameterizedTest
    @ValueSource(strings = {"0", "7", "-3", "9223372036854775807", "-9223372036854775808", "1000000000000000000"})
    void textThatPhpTakesForANumber(String text) {
        assertThat(PhpKey.of(text)).isEqualTo(PhpLong.of(Long.parseLong(text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "07",
                "-0",
                "+1",
                " 1",
                "1 ",
                "1.0",
                "1e3",
                "9223372036854775808",
                "-9223372036854775809",
                "99999999999999999999",
                "-99999999999999999999",
                "9999999999999999999",
                "-9999999999999999999",
                "0x1",
                "/"
            })
    void textThatStaysText(String text) {
        assertThat(PhpKey.of(text)).isEqualTo(PhpString.of(text));
    }

    @Test
    void changesGiveCopies() {
        PhpArray one = PhpArray.EMPTY.with("a", PhpLong.of(1));
        PhpArray two = one.with("7", PhpLong.of(2)).with("a", PhpLong.of(3));
        assertThat(one.get("a")).isEqualTo(PhpLong.of(1));
        assertThat(two.get("a")).isEqualTo(PhpLong.of(3));
        assertThat(two.get(7)).isEqualTo(PhpLong.of(2));
        assertThat(two.keyAt(0)).isEqualTo(PhpString.of("a"));
        assertThat(two.without(PhpString.of("a")).size()).isEqualTo(1);
        assertThat(two.without(PhpString.of("b"))).isSameAs(two);
        assertThat(two.get("b")).isSameAs(PhpNull.NULL);
        assertThat(two.element(PhpString.of("b"))).isNull();
    }

    @Test
    void listsStayLists() {
        PhpArray list = PhpArray.listOf(PhpLong.of(5), PhpLong.of(6)).with(PhpLong.of(2), PhpLong.of(7));
        assertThat(list.asList()).hasSize(3);
        assertThat(list.without(PhpLong.of(2)).asList()).hasSize(2);
        PhpArray holed = list.without(PhpLong.of(0));
        assertThat(holed.keyAt(0)).isEqualTo(PhpLong.of(1));
        assertThatThrownBy(holed::asList).isInstanceOf(PhpConversionException.class);
        assertThat(holed.asMap()).containsOnlyKeys("1", "2");
        assertThatThrownBy(() -> list.keyAt(3)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void buildersFollowPhpsNextKey() {
        PhpArray array = PhpArray.builder()
                .add(PhpLong.of(1))
                .put("10", PhpLong.of(2))
                .add(PhpLong.of(3))
                .put("x", PhpLong.of(4))
                .put("10", PhpLong.of(5))
                .build();
        assertThat(array.asMap().keySet()).containsExactly("0", "10", "11", "x");
        assertThat(array.get(10)).isEqualTo(PhpLong.of(5));
        assertThat(PhpArray.builder().build()).isSameAs(PhpArray.EMPTY);
    }

    @Test
    void manyKeysAreFound() {
        PhpArray.Builder builder = PhpArray.builder();
        for (int i = 0; i < 5000; i++) {
            builder.put(i % 2 == 0 ? "key" + i : Integer.toString(i * 3), PhpLong.of(i));
        }
        PhpArray array = (PhpArray) PhpReader.read(PhpWriter.write(builder.build()));
        assertThat(array).isEqualTo(builder.build()).hasSameHashCodeAs(builder.build());
        for (int i = 0; i < 5000; i++) {
            assertThat(array.get(i % 2 == 0 ? "key" + i : Integer.toString(i * 3)))
                    .isEqualTo(PhpLong.of(i));
        }
        assertThat(array.containsKey(PhpString.of("key1"))).isFalse();
    }

    @Test
    void equalityLooksAtOrderKeysAndKinds() {
        PhpValue ab = PhpArray.EMPTY.with("a", PhpLong.of(1)).with("b", PhpLong.of(2));
        PhpValue ba = PhpArray.EMPTY.with("b", PhpLong.of(2)).with("a", PhpLong.of(1));
        assertThat(ab).isNotEqualTo(ba).isNotEqualTo(PhpArray.EMPTY).isNotEqualTo(PhpLong.of(1));
        assertThat(PhpValue.of(Map.of("x", Map.of("y", 1)))).isEqualTo(PhpValue.of(Map.of("x", Map.of("y", 1))));
        assertThat(PhpValue.of(Map.of("x", Map.of("y", 1)))).isNotEqualTo(PhpValue.of(Map.of("x", Map.of("y", 2))));
    }

    @Test
    void equalityEndsOnDeepSharedAndCyclicArrays() {
        assertThat(doubled(60)).isEqualTo(doubled(60)).isNotEqualTo(doubled(59));
        PhpArray left = PhpArray.EMPTY;
        PhpArray right = PhpArray.EMPTY;
        for (int i = 0; i < 100_000; i++) {
            left = PhpArray.listOf(left);
            right = PhpArray.listOf(right);
        }
        assertThat(left.equals(right)).isTrue();
        assertThat(left.hashCode()).isEqualTo(right.hashCode());
        PhpReference loop = new PhpReference(PhpNull.NULL);
        loop.set(PhpArray.listOf(loop));
        assertThat(loop.get()).isEqualTo(PhpArray.listOf(loop)).isNotEqualTo(PhpArray.listOf(PhpNull.NULL));
    }

    private static PhpArray doubled(int levels) {
        PhpArray array = PhpArray.EMPTY;
        for (int i = 0; i < levels; i++) {
            array = PhpArray.listOf(array, array);
        }
        return array;
    }
}
