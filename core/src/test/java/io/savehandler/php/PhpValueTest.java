package io.savehandler.php;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PhpValueTest {

    @Test
    void plainJavaValuesBecomePhps() {
        assertThat(written("é")).isEqualTo("s:2:\"Ã©\";");
        assertThat(written(new byte[] {0x7c, 0})).isEqualTo("s:2:\"|\0\";");
        assertThat(written(7)).isEqualTo("i:7;");
        assertThat(written((short) -7)).isEqualTo("i:-7;");
        assertThat(written(Long.MIN_VALUE)).isEqualTo("i:-9223372036854775808;");
        assertThat(written(0.1)).isEqualTo("d:0.1;");
        assertThat(written(true)).isEqualTo("b:1;");
        assertThat(PhpValue.of(null)).isSameAs(PhpNull.NULL);
        assertThat(written(Instant.EPOCH)).isEqualTo("s:20:\"1970-01-01T00:00:00Z\";");
        assertThat(written(List.of(1, List.of()))).isEqualTo("a:2:{i:0;i:1;i:1;a:0:{}}");
        assertThat(written(Map.of("7", "x"))).isEqualTo("a:1:{i:7;s:1:\"x\";}");
        assertThat(written(Map.of(-3L, Arrays.asList((Object) null)))).isEqualTo("a:1:{i:-3;a:1:{i:0;N;}}");
        PhpValue ready = PhpLong.of(5);
        assertThat(PhpValue.of(ready)).isSameAs(ready);
    }

    @Test
    void whatPhpCannotHoldIsRefusedWithAdvice() {
        for (Object value :
                List.of(new BigDecimal("1"), Path.of("x"), 'c', new Object(), new int[0], Thread.State.NEW)) {
            assertThatThrownBy(() -> PhpValue.of(value))
                    .isInstanceOf(PhpConversionException.class)
                    .hasMessageContaining(value.getClass().getName())
                    .hasMessageContaining("use text");
        }
        assertThatThrownBy(() -> PhpValue.of(Map.of(1.5, "x")))
                .isInstanceOf(PhpConversionException.class)
                .hasMessageContaining("java.lang.Double");
        List<Object> itself = new ArrayList<>();
        itself.add(itself);
        assertThatThrownBy(() -> PhpValue.of(itself))
                .isInstanceOf(PhpConversionException.class)
                .hasMessageContaining("contain themselves");
    }

    @Test
    void valuesConvertBackExactly() {
        assertThat(PhpValue.of(7).asLong()).isEqualTo(7);
        assertThat(PhpValue.of(7).asDouble()).isEqualTo(7.0);
        assertThat(PhpValue.of(0.5).asDouble()).isEqualTo(0.5);
        assertThat(PhpValue.of(true).asBoolean()).isTrue();
        assertThat(PhpValue.of("é").asString()).isEqualTo("é");
        assertThat(PhpValue.of("é").asBytes()).isEqualTo("é".getBytes(StandardCharsets.UTF_8));
        assertThat(PhpValue.of(Instant.EPOCH).asInstant()).isEqualTo(Instant.EPOCH);
        assertThat(PhpValue.of(List.of(1, 2)).asList()).containsExactly(PhpLong.of(1), PhpLong.of(2));
        assertThat(PhpValue.of(Map.of(7, "x")).asMap()).containsExactly(Map.entry("7", PhpString.of("x")));
        assertThat(new PhpObject("A").asObject().className()).isEqualTo("A");
    }

    @Test
    void standInsAnswerForNullOnly() {
        assertThat(PhpNull.NULL.toLong(3)).isEqualTo(3);
        assertThat(PhpNull.NULL.toDouble(3)).isEqualTo(3);
        assertThat(PhpNull.NULL.toBoolean(true)).isTrue();
        assertThat(PhpNull.NULL.toText("x")).isEqualTo("x");
        assertThat(new PhpReference(PhpNull.NULL).toLong(3)).isEqualTo(3);
        assertThat(PhpValue.of(5).toLong(3)).isEqualTo(5);
        assertThatThrownBy(() -> PhpValue.of("5").toLong(3)).isInstanceOf(PhpConversionException.class);
    }

    @Test
    void wrongKindsAreNamedAndContentIsNot() {
        PhpValue secret = PhpValue.of("tell-nobody");
        List<Runnable> misuses = List.of(
                secret::asLong,
                secret::asDouble,
                secret::asBoolean,
                secret::asArray,
                secret::asList,
                secret::asMap,
                secret::asObject,
                secret::asInstant);
        for (Runnable misuse : misuses) {
            assertThatThrownBy(misuse::run)
                    .isInstanceOf(PhpConversionException.class)
                    .hasNoCause()
                    .hasMessageNotContaining("tell-nobody");
        }
        assertThatThrownBy(secret::asLong).hasMessage("Expected an integer and found a string");
        assertThatThrownBy(() -> PhpValue.of(Map.of("a", 1)).asList()).hasMessageContaining("Expected a list");
        assertThatThrownBy(() -> PhpString.of(new byte[] {(byte) 0xff}).asString())
                .hasMessageContaining("UTF-8");
    }

    @Test
    void descriptionsNeverShowContent() {
        PhpObject object = new PhpObject("App\\User");
        object.set("secret", PhpValue.of("tell-nobody"));
        for (PhpValue value : List.of(
                PhpValue.of("tell-nobody"),
                PhpValue.of(List.of("tell-nobody")),
                object,
                new PhpReference(PhpValue.of("tell-nobody")),
                PhpEnum.of("A", "tell_nobody"),
                PhpCustom.of("A", PhpString.of("tell-nobody")))) {
            assertThat(value.toString()).doesNotContain("tell").startsWith("Php");
        }
        assertThat(PhpValue.of(4711).toString()).doesNotContain("4711");
    }

    @Test
    void referencesAnswerForWhatTheyHold() {
        PhpReference reference = new PhpReference(PhpValue.of(List.of(1)));
        assertThat(reference.asList()).hasSize(1);
        reference.set(new PhpReference(PhpValue.of(2)));
        assertThat(reference.get()).isEqualTo(PhpLong.of(2));
        assertThat(reference.asLong()).isEqualTo(2);
        assertThat(reference.type()).isEqualTo(PhpType.REFERENCE);
        assertThat(reference).isNotEqualTo(new PhpReference(PhpValue.of(2)));
    }

    @Test
    void stringsAreEqualByBytes() {
        PhpString slice = PhpString.slice("xhellox".getBytes(StandardCharsets.US_ASCII), 1, 6);
        assertThat(slice).isEqualTo(PhpString.of("hello")).hasSameHashCodeAs(PhpString.of("hello"));
        assertThat(slice).isNotEqualTo(PhpString.of("hellp"));
        assertThat(slice.length()).isEqualTo(5);
        assertThat(slice.byteAt(4)).isEqualTo((byte) 'o');
        assertThatThrownBy(() -> slice.byteAt(5)).isInstanceOf(IndexOutOfBoundsException.class);
        byte[] own = {1, 2};
        PhpString copy = PhpString.of(own);
        own[0] = 9;
        assertThat(copy.bytes()).containsExactly(1, 2);
    }

    @Test
    void numbersAndCasesAreEqualByValue() {
        assertThat(PhpDouble.of(Double.NaN)).isEqualTo(PhpDouble.of(Double.NaN));
        assertThat(PhpDouble.of(0.0)).isNotEqualTo(PhpDouble.of(-0.0));
        assertThat(PhpLong.of(1)).isNotEqualTo(PhpDouble.of(1));
        assertThat(PhpEnum.of("A\\Suit", "Hearts")).isEqualTo(PhpEnum.of("A\\Suit", "Hearts"));
        assertThat(PhpEnum.of("A\\Suit", "Hearts").enumeration()).isEqualTo("A\\Suit");
        assertThat(PhpEnum.of("A\\Suit", "Hearts").caseName()).isEqualTo("Hearts");
        assertThatThrownBy(() -> PhpEnum.of("a b", "c")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PhpObject("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PhpCustom.of("\\A", PhpString.EMPTY)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void objectsChangeInPlace() {
        PhpObject object = new PhpObject("A");
        PhpReference shared = new PhpReference(PhpValue.of(1));
        for (int i = 0; i < 20; i++) {
            object.set("p" + i, PhpValue.of(i));
        }
        object.set("p3", shared);
        object.set("p3", PhpValue.of("through"));
        assertThat(shared.asString()).isEqualTo("through");
        assertThat(object.element(PhpString.of("p3"))).isSameAs(shared);
        assertThat(object.remove(PhpString.of("p0"))).isTrue();
        assertThat(object.remove(PhpString.of("p0"))).isFalse();
        assertThat(object.get("p0").isNull()).isTrue();
        assertThat(object.size()).isEqualTo(19);
        assertThat(object.names().get(0)).isEqualTo(PhpString.of("p1"));
        object.set(PhpObject.protectedName("x"), PhpNull.NULL);
        object.set(PhpObject.privateName("A", "y"), PhpNull.NULL);
        assertThat(object.names())
                .endsWith(PhpString.of("\0*\0x"), PhpString.of("\0A\0y"))
                .doesNotContain(PhpString.of("x"));
        assertThat(Objects.requireNonNull(object.element(PhpObject.protectedName("x"))))
                .isSameAs(PhpNull.NULL);
    }

    private static String written(Object value) {
        return new String(PhpWriter.write(PhpValue.of(value)), StandardCharsets.ISO_8859_1);
    }
}
