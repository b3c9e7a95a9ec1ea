package io.savehandler.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.php.PhpArray;
import io.savehandler.php.PhpNull;
import io.savehandler.php.PhpString;
import io.savehandler.php.PhpValue;
import java.io.ObjectInputFilter;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Java sets is plain to PHP, and comes back as what it was. */
class AttributeValuesTest {
    private final AttributeValues plain = new AttributeValues(List.of());
    private final AttributeValues shop = new AttributeValues(List.of(
            AttributeCodecs.ofRecord("cart", Cart.class),
            AttributeCodecs.ofBean("profile", Profile.class),
            AttributeCodecs.ofEnum("step", Cart.Step.class)));

    @SuppressWarnings("JavaUtilDate") // applications have them in their sessions
    static List<Object> values() {
        Map<Object, Object> mixed = new HashMap<>();
        mixed.put("n", 1);
        mixed.put("text", "two");
        mixed.put("none", null);
        return List.of(
                "text",
                "",
                true,
                5L,
                5,
                (short) 5,
                (byte) 5,
                1.5,
                1.5f,
                'x',
                new BigDecimal("1.50"),
                new BigInteger("123456789012345678901234567890"),
                UUID.fromString("00000000-0000-0001-0000-000000000002"),
                URI.create("https://example.org/"),
                Locale.CANADA_FRENCH,
                Instant.parse("2026-11-22T10:00:00.123Z"),
                LocalDate.of(2026, 11, 22),
                LocalTime.of(10, 0),
                LocalDateTime.of(2026, 11, 22, 10, 0),
                LocalDateTime.of(2026, 11, 22, 10, 0).atOffset(ZoneOffset.ofHours(1)),
                LocalDateTime.of(2026, 11, 22, 10, 0).atZone(ZoneId.of("Europe/Berlin")),
                Duration.ofMinutes(5),
                new Date(1_000),
                List.of(),
                List.of("a", "b"),
                List.of(1, 2),
                List.of(1, "two", 3L),
                Arrays.asList(1, null),
                List.of(List.of(1), List.of(2L)),
                Set.of(),
                Set.of("a"),
                Map.of(),
                Map.of("a", "b"),
                Map.of("0", "zero"),
                Map.of("7", List.of(1.5f)),
                Map.of(0, "zero"),
                Map.of(7L, 7),
                mixed,
                PhpValue.of(5));
    }

    @ParameterizedTest
    @MethodSource("values")
    void comesBackAsItWas(Object value) {
        StoredForm form = plain.encode(value);
        assertThat(plain.decode(form.value(), form.kind())).isEqualTo(value).hasSameHashCodeAs(value);
        assertThat(plain.encode(value)).isEqualTo(form);
    }

    @Test
    void bytesComeBackThoughTheyAreText() {
        StoredForm form = plain.encode(new byte[] {'a', 'b'});
        assertThat(form.value()).isEqualTo(PhpString.of("ab"));
        assertThat((byte[]) plain.decode(form.value(), form.kind())).containsExactly('a', 'b');
    }

    @Test
    void whatTellsItselfIsNotNoted() {
        assertThat(List.of("text", 5L, 1.5, true, List.of("a", 2L), Map.of("a", List.of(1L))))
                .allSatisfy(value -> assertThat(plain.encode(value).kind()).isEqualTo(PhpNull.NULL));
        assertThat(plain.encode(List.of(1, 2)).kind())
                .isEqualTo(PhpArray.EMPTY.with("is", PhpValue.of("list")).with("all", PhpValue.of("int")));
    }

    @Test
    void whatPhpHasSetComesAsPlainJava() {
        assertThat(plain.decode(PhpValue.of(Map.of("a", List.of(1, "x"))), PhpNull.NULL))
                .isEqualTo(Map.of("a", List.of(1L, "x")));
        assertThat((byte[]) plain.decode(PhpString.of(new byte[] {-1}), PhpNull.NULL))
                .containsExactly(-1);
        assertThat(plain.decode(PhpNull.NULL, PhpString.of("int"))).isNull();
    }

    @Test
    void whatPhpHasPutInPlaceOfAPlainValueIsStillRead() {
        assertThat(plain.decode(PhpValue.of("text"), PhpString.of("int"))).isEqualTo("text");
        assertThat(plain.decode(PhpValue.of(1L << 40), PhpString.of("int"))).isEqualTo(1L << 40);
        assertThat(plain.decode(PhpValue.of(7), plain.encode(Set.of(1)).kind())).isEqualTo(7L);
    }

    @Test
    void listsThatTheApplicationGetsCanBeChanged() {
        StoredForm form = plain.encode(List.of(1));
        @SuppressWarnings("unchecked")
        List<Integer> list = (List<Integer>) plain.decode(form.value(), form.kind());
        Objects.requireNonNull(list).add(2);
        assertThat(plain.encode(list).value()).isEqualTo(PhpValue.of(List.of(1, 2)));
    }

    @Test
    void recordsAreArraysToPhp() {
        Cart cart = new Cart(
                List.of(new Cart.Item("book", 2, 1999)),
                Map.of("SPRING", 10),
                Instant.parse("2026-11-22T10:00:00Z"),
                Cart.Step.PAYING,
                true);
        StoredForm form = shop.encode(cart);
        assertThat(form.kind()).isEqualTo(PhpString.of("cart"));
        PhpArray array = form.value().asArray();
        assertThat(array.get("items").asList().get(0).asArray().get("name").asString())
                .isEqualTo("book");
        assertThat(array.get("step").asString()).isEqualTo("PAYING");
        assertThat(shop.decode(form.value(), form.kind())).isEqualTo(cart);
    }

    @Test
    void aRecordMayHaveGrownSinceItWasStored() {
        PhpValue older = PhpValue.of(Map.of("items", List.of(), "discounts", Map.of(), "step", "BROWSING", "old", 1));
        assertThat(shop.decode(older, PhpString.of("cart")))
                .isEqualTo(new Cart(List.of(), Map.of(), null, Cart.Step.BROWSING, false));
    }

    @Test
    void codecsWorkInsideCollectionsToo() {
        List<Object> steps = List.of(Cart.Step.PAYING, Cart.Step.BROWSING);
        StoredForm form = shop.encode(steps);
        assertThat(form.value()).isEqualTo(PhpValue.of(List.of("PAYING", "BROWSING")));
        assertThat(shop.decode(form.value(), form.kind())).isEqualTo(steps);
    }

    @Test
    void beansAreArraysOfTheirProperties() {
        Profile ada = new Profile();
        ada.setName("ada");
        ada.setAge(36);
        ada.setActive(true);
        ada.setRoles(List.of("admin"));
        StoredForm form = shop.encode(ada);
        assertThat(form.value())
                .isEqualTo(PhpArray.builder()
                        .put("active", PhpValue.of(true))
                        .put("age", PhpValue.of(36))
                        .put("name", PhpValue.of("ada"))
                        .put("roles", PhpValue.of(List.of("admin")))
                        .build());
        assertThat(shop.decode(form.value(), form.kind()))
                .usingRecursiveComparison()
                .isEqualTo(ada);
    }

    @Test
    void saysWhyAValueCannotBeStored() {
        assertThatThrownBy(() -> plain.encode(new Object()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no codec takes a java.lang.Object");
        assertThatThrownBy(() -> plain.encode(new ArrayList<>() {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no codec takes");
        assertThatThrownBy(() -> plain.encode(Map.of(1.5, "x"))).hasMessageContaining("keys");
        assertThatThrownBy(() -> plain.encode(Map.of(1, "x", "2", "y"))).hasMessageContaining("keys");
        assertThatThrownBy(() -> plain.encode("\ud800")).hasMessageContaining("surrogate");
        List<Object> endless = new ArrayList<>();
        endless.add(endless);
        assertThatThrownBy(() -> plain.encode(endless)).hasMessageContaining("holds itself");
    }

    @Test
    void codecsNeedNamesOfTheirOwn() {
        AttributeCodec taken = AttributeCodecs.ofEnum("int", Cart.Step.class);
        AttributeCodec twice = AttributeCodecs.ofEnum("step", Cart.Step.class);
        assertThatThrownBy(() -> new AttributeValues(List.of(taken))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AttributeValues(List.of(twice, twice)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    record Holder(Object anything) {}

    @Test
    void refusesClassesWhosePartsNothingStores() {
        assertThatThrownBy(() -> AttributeCodecs.ofRecord("holder", Holder.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.Object");
        assertThatThrownBy(() -> AttributeCodecs.ofBean("number", Integer.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("constructor");
    }

    record Allowed(String text, List<String> more) implements Serializable {}

    record Hidden(String text) implements Serializable {}

    @Test
    void javasSerializationLetsInWhatIsListedAndNothingElse() {
        String listed = Allowed.class.getName();
        AttributeValues values = new AttributeValues(List.of(AttributeCodecs.serialized(
                "java",
                ObjectInputFilter.Config.createFilter(listed + ";java.util.*"),
                Allowed.class.getClassLoader())));
        Allowed value = new Allowed("x", new ArrayList<>(List.of("y")));
        StoredForm form = values.encode(value);
        assertThat(values.decode(form.value(), form.kind())).isEqualTo(value);
        assertThatThrownBy(() -> values.encode(new Hidden("x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("would not let it be read again");

        AttributeValues open = new AttributeValues(List.of(AttributeCodecs.serialized(
                "java", info -> ObjectInputFilter.Status.ALLOWED, Hidden.class.getClassLoader())));
        PhpValue planted = open.encode(new Hidden("x")).value();
        assertThatThrownBy(() -> values.decode(planted, PhpString.of("java")))
                .isInstanceOf(IllegalStateException.class);
    }
}
