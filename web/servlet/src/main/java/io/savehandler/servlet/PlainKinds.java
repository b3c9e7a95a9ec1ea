package io.savehandler.servlet;

import io.savehandler.php.PhpArray;
import io.savehandler.php.PhpConversionException;
import io.savehandler.php.PhpKey;
import io.savehandler.php.PhpLong;
import io.savehandler.php.PhpString;
import io.savehandler.php.PhpValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Java's own small immutable types. Those that PHP's values give back by themselves have no name, for the others it is what
 * the session notes about an attribute.
 */
final class PlainKinds {
    /** Noted for values that the application set as {@link PhpValue}. */
    static final String PHP = "php";

    private static final Map<Class<?>, AttributeCodec> BY_TYPE = new LinkedHashMap<>();
    private static final Map<String, AttributeCodec> BY_NAME = new LinkedHashMap<>();
    private static final Map<Class<?>, Class<?>> BOXED = Map.of(
            boolean.class, Boolean.class,
            byte.class, Byte.class,
            short.class, Short.class,
            int.class, Integer.class,
            long.class, Long.class,
            float.class, Float.class,
            double.class, Double.class,
            char.class, Character.class);

    static {
        kind("", String.class, PlainKinds::utf8, PhpValue::asString);
        kind("", Boolean.class, PhpValue::of, PhpValue::asBoolean);
        kind("", Long.class, PhpValue::of, PhpValue::asLong);
        kind("", Double.class, PhpValue::of, PhpValue::asDouble);
        kind("int", Integer.class, PhpValue::of, stored -> Math.toIntExact(stored.asLong()));
        kind(
                "short",
                Short.class,
                PhpValue::of,
                stored -> exact(stored, Short.MIN_VALUE, Short.MAX_VALUE).shortValue());
        kind(
                "byte",
                Byte.class,
                PhpValue::of,
                stored -> exact(stored, Byte.MIN_VALUE, Byte.MAX_VALUE).byteValue());
        kind("float", Float.class, PhpValue::of, stored -> (float) stored.asDouble());
        kind("char", Character.class, Object::toString, PlainKinds::character);
        kind("bytes", byte[].class, PhpValue::of, PhpValue::asBytes);
        kind("instant", Instant.class, PhpValue::of, PhpValue::asInstant);
        kind("date", Date.class, PlainKinds::milliseconds, PlainKinds::date);
        kind("uuid", UUID.class, Object::toString, stored -> UUID.fromString(stored.asString()));
        kind("uri", URI.class, Object::toString, stored -> URI.create(stored.asString()));
        kind("locale", Locale.class, Locale::toLanguageTag, stored -> Locale.forLanguageTag(stored.asString()));
        kind("decimal", BigDecimal.class, Object::toString, stored -> new BigDecimal(stored.asString()));
        kind("integer", BigInteger.class, Object::toString, stored -> new BigInteger(stored.asString()));
        kind("duration", Duration.class, Object::toString, stored -> Duration.parse(stored.asString()));
        kind("local_date", LocalDate.class, Object::toString, stored -> LocalDate.parse(stored.asString()));
        kind("local_time", LocalTime.class, Object::toString, stored -> LocalTime.parse(stored.asString()));
        kind(
                "local_date_time",
                LocalDateTime.class,
                Object::toString,
                stored -> LocalDateTime.parse(stored.asString()));
        kind(
                "offset_date_time",
                OffsetDateTime.class,
                Object::toString,
                stored -> OffsetDateTime.parse(stored.asString()));
        kind(
                "zoned_date_time",
                ZonedDateTime.class,
                Object::toString,
                stored -> ZonedDateTime.parse(stored.asString()));
    }

    private PlainKinds() {}

    private static <T> void kind(
            String name, Class<T> type, Function<? super T, ?> encode, Function<PhpValue, ? extends T> decode) {
        boolean canChange = type == byte[].class || type == Date.class;
        AttributeCodec codec = new FunctionCodec<>(name, type, canChange, encode, decode);
        BY_TYPE.put(type, codec);
        BY_NAME.put(name, codec);
    }

    static boolean has(Class<?> type) {
        return BY_TYPE.containsKey(BOXED.getOrDefault(type, type));
    }

    /**
     * The codec of a type.
     *
     * @throws IllegalArgumentException if there is none
     */
    static AttributeCodec of(Class<?> type) {
        AttributeCodec codec = BY_TYPE.get(BOXED.getOrDefault(type, type));
        if (codec == null) {
            throw new IllegalArgumentException("no plain value: " + type.getName());
        }
        return codec;
    }

    static @Nullable AttributeCodec named(String name) {
        return name.isEmpty() ? null : BY_NAME.get(name);
    }

    /** Whether an application's codec must have another name. */
    static boolean hasTaken(String name) {
        return name.isEmpty() || name.equals(PHP) || BY_NAME.containsKey(name);
    }

    static void requireKey(Class<?> type) {
        if (type != String.class && type != Integer.class && type != Long.class) {
            throw new IllegalArgumentException(
                    "maps have text or whole numbers as keys, and " + type.getName() + " is neither");
        }
    }

    static PhpKey key(@Nullable Object key) {
        if (key instanceof String text) {
            return PhpKey.of(text);
        }
        if (key instanceof Integer || key instanceof Long) {
            return PhpLong.of(((Number) key).longValue());
        }
        throw new IllegalArgumentException("maps have text or whole numbers as keys, and "
                + (key == null ? "null" : key.getClass().getName()) + " is neither");
    }

    static Object javaKey(PhpKey key, Class<?> wanted) {
        if (wanted == Integer.class) {
            return Integer.valueOf(key.text());
        }
        return wanted == Long.class ? Long.valueOf(key.text()) : key.text();
    }

    /** The value as Java without any note about it: a list where the keys are 0, 1, 2 and so on. */
    static @Nullable Object natural(PhpValue stored) {
        PhpValue value = stored.dereferenced();
        return switch (value.type()) {
            case NULL -> null;
            case BOOLEAN -> value.asBoolean();
            case INTEGER -> value.asLong();
            case FLOAT -> value.asDouble();
            case STRING -> text((PhpString) value);
            case ARRAY -> Containers.natural((PhpArray) value);
            default -> value;
        };
    }

    @SuppressWarnings("JavaUtilDate") // applications have them in their sessions
    private static long milliseconds(Date date) {
        return date.getTime();
    }

    @SuppressWarnings("JavaUtilDate") // the same
    private static Date date(PhpValue stored) {
        return new Date(stored.asLong());
    }

    private static String utf8(String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new IllegalArgumentException("the text holds half of a character (a lone surrogate)");
        }
        return text;
    }

    private static Object text(PhpString string) {
        try {
            return string.toUtf8();
        } catch (PhpConversionException e) {
            return string.bytes();
        }
    }

    private static Character character(PhpValue stored) {
        String text = stored.asString();
        if (text.length() != 1) {
            throw new IllegalArgumentException("not one character");
        }
        return text.charAt(0);
    }

    private static Long exact(PhpValue stored, long least, long most) {
        long number = stored.asLong();
        if (number < least || number > most) {
            throw new ArithmeticException("out of range");
        }
        return number;
    }
}
