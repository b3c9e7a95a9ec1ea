package io.savehandler.php;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns plain Java values into PHP's. */
final class PlainJava {
    /** Collections inside collections; one that contains itself ends here. */
    private static final int DEPTH = 256;

    private PlainJava() {}

    static PhpValue toPhp(@Nullable Object value) {
        return toPhp(value, 0);
    }

    private static PhpValue toPhp(@Nullable Object value, int depth) {
        if (value == null) {
            return PhpNull.NULL;
        }
        if (value instanceof PhpValue ready) {
            return ready;
        }
        if (value instanceof CharSequence || value instanceof Instant) {
            return PhpString.of(value.toString());
        }
        if (value instanceof byte[] bytes) {
            return PhpString.of(bytes);
        }
        if (value instanceof Number number) {
            return number(number);
        }
        if (value instanceof Boolean bool) {
            // Unboxed by hand: a Boolean would choose the inherited of(Object), which leads back here.
            return PhpBoolean.of(bool.booleanValue());
        }
        if (value instanceof Collection || value instanceof Map) {
            return array(value, depth);
        }
        throw refused(value);
    }

    private static PhpValue number(Number number) {
        if (number instanceof Long || number instanceof Integer || number instanceof Short || number instanceof Byte) {
            return PhpLong.of(number.longValue());
        }
        if (number instanceof Double || number instanceof Float) {
            return PhpDouble.of(number.doubleValue());
        }
        throw refused(number);
    }

    private static PhpArray array(Object collection, int depth) {
        if (depth == DEPTH) {
            throw new PhpConversionException("Collections are nested more than " + DEPTH
                    + " deep, or contain themselves; build the PhpArray yourself if that is meant");
        }
        PhpArray.Builder builder = PhpArray.builder();
        if (collection instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                builder.put(key(entry.getKey()), toPhp(entry.getValue(), depth + 1));
            }
        } else {
            for (Object element : (Collection<?>) collection) {
                builder.add(toPhp(element, depth + 1));
            }
        }
        return builder.build();
    }

    private static PhpKey key(@Nullable Object key) {
        if (key instanceof PhpKey ready) {
            return ready;
        }
        if (key instanceof CharSequence) {
            return PhpKey.of(key.toString());
        }
        if (key instanceof Long || key instanceof Integer || key instanceof Short || key instanceof Byte) {
            return PhpLong.of(((Number) key).longValue());
        }
        throw new PhpConversionException("PHP's arrays have text and whole numbers as keys, and "
                + (key == null ? "null" : key.getClass().getName()) + " is neither");
    }

    private static PhpConversionException refused(Object value) {
        return new PhpConversionException("PHP's sessions cannot hold a "
                + value.getClass().getName()
                + "; use text, byte[], a whole number of up to 64 bits, a double, a Boolean, a List, a Map, an Instant,"
                + " null, or a PhpValue such as PhpObject");
    }
}
