package io.savehandler.servlet;

import io.savehandler.php.PhpArray;
import io.savehandler.php.PhpNull;
import io.savehandler.php.PhpString;
import io.savehandler.php.PhpValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Java's values as sessions hold them, and back; what is not plain goes through the application's codecs. Thread-safe. */
final class AttributeValues {
    private static final int DEPTH = 256;

    private final Map<String, AttributeCodec> codecs = new LinkedHashMap<>();
    private final Containers containers = new Containers(this);

    AttributeValues(List<AttributeCodec> codecs) {
        for (AttributeCodec codec : codecs) {
            if (PlainKinds.hasTaken(codec.name()) || this.codecs.putIfAbsent(codec.name(), codec) != null) {
                throw new IllegalArgumentException(
                        "Two codecs are named \"" + codec.name() + "\", or it is a plain value's; choose another name");
            }
        }
    }

    /**
     * A value as the session holds it.
     *
     * @throws IllegalArgumentException if nothing stores it; the text says why
     */
    StoredForm encode(@Nullable Object value) {
        return encode(value, 0);
    }

    StoredForm encode(@Nullable Object value, int depth) {
        if (value == null) {
            return StoredForm.natural(PhpNull.NULL);
        }
        if (value instanceof PhpValue php) {
            return StoredForm.of(php, PlainKinds.PHP);
        }
        AttributeCodec codec = codecOf(value);
        if (codec != null) {
            return StoredForm.of(codec.encode(value), codec.name());
        }
        if (depth == DEPTH) {
            throw new IllegalArgumentException("it is nested more than " + DEPTH + " deep, or holds itself");
        }
        if (Containers.isOne(value)) {
            return containers.encode(value, depth + 1);
        }
        throw new IllegalArgumentException(
                "no codec takes a " + value.getClass().getName()
                        + "; give the filter one, for example AttributeCodecs.ofRecord or ofBean, or set plain values");
    }

    private @Nullable AttributeCodec codecOf(Object value) {
        for (AttributeCodec codec : codecs.values()) {
            if (!PlainKinds.has(value.getClass()) && !Containers.isOne(value) && codec.accepts(value)) {
                return codec;
            }
        }
        return PlainKinds.has(value.getClass()) ? PlainKinds.of(value.getClass()) : null;
    }

    /**
     * A value as the application set it.
     *
     * @param kind what was noted about it
     * @throws RuntimeException whatever a codec throws
     * @throws UnknownKindException if there is no codec for it any more
     */
    @Nullable Object decode(PhpValue stored, PhpValue kind) {
        PhpValue value = stored.dereferenced();
        if (value.isNull()) {
            return null;
        }
        if (kind instanceof PhpArray note && value instanceof PhpArray array) {
            return containers.decode(array, note);
        }
        return kind instanceof PhpString name ? named(value, name.asString()) : PlainKinds.natural(value);
    }

    private @Nullable Object named(PhpValue value, String name) {
        if (name.equals(PlainKinds.PHP)) {
            return value;
        }
        AttributeCodec codec = codecs.get(name);
        if (codec != null) {
            return codec.decode(value);
        }
        AttributeCodec plain = PlainKinds.named(name);
        if (plain == null) {
            throw new UnknownKindException(name);
        }
        try {
            return plain.decode(value);
        } catch (RuntimeException e) {
            // PHP has put something else there.
            return PlainKinds.natural(value);
        }
    }

    /** Whether a value may have changed since it was decoded. */
    boolean canChange(Object value) {
        AttributeCodec codec = codecOf(value);
        return codec == null ? Containers.isOne(value) : codec.canChange();
    }
}
