package io.savehandler.php;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads igbinary's values one after the other. No recursion; memory and time are proportional to the data. Integers
 * beyond 64 bits, which igbinary reads as 0, are an error.
 */
final class IgbinaryReader {
    private static final int REFERENCE = 0x25;
    private static final int ENUM_CASE = 0x27;

    private final IgbinaryInput in;
    private final PhpLimits limits;
    private final IgbinarySlots slots = new IgbinarySlots();
    private @Nullable IdentityNodes nodes;
    private @Nullable OpenIgbinary open;
    private int depth;
    private int values;

    IgbinaryReader(byte[] data, PhpLimits limits) {
        limits.checkBytes(data.length);
        this.in = new IgbinaryInput(data);
        this.limits = limits;
    }

    /** The start of the array around all; an object counts as the array of its properties, as in PHP. */
    int start() {
        long version = in.unsigned(Integer.BYTES);
        if (version != 1 && version != 2) {
            throw new PhpDataException("neither version 1 nor 2 of igbinary", 0);
        }
        slots.add(null);
        int at = in.pos;
        int code = in.octet();
        if (isClass(code)) {
            in.className(code);
            at = in.pos;
            code = in.octet();
        }
        if (!isArray(code)) {
            throw new PhpDataException("the session is not an array", at);
        }
        return in.count(width(code, 0x14));
    }

    int pos() {
        return in.pos;
    }

    /** The next entry's key; null where only a hole stands. */
    @Nullable PhpKey key() {
        int at = in.pos;
        int code = in.octet();
        if (IgbinaryInput.isString(code)) {
            return in.string(code);
        }
        if (IgbinaryInput.isInteger(code)) {
            return PhpLong.of(in.integer(code));
        }
        if (code == 0) {
            return null;
        }
        throw new PhpDataException("neither an integer nor a string as key", at);
    }

    /** The next value. */
    PhpValue value() {
        nodes = null;
        PhpValue done = begin();
        OpenIgbinary container = open;
        while (container != null) {
            if (done != null) {
                container.add(done);
            }
            done = fill(container);
            container = open;
        }
        return Objects.requireNonNull(done);
    }

    /** The objects and references in the value that was read last; null for none. */
    @Nullable IdentityNodes nodes() {
        return nodes;
    }

    private void note(PhpValue node, int slot) {
        IdentityNodes found = nodes == null ? new IdentityNodes() : nodes;
        found.add(node, slot);
        nodes = found;
    }

    /** A whole value, or null where it is a container whose first element comes next. */
    private @Nullable PhpValue begin() {
        int at = in.pos;
        if (++values > limits.values()) {
            throw new PhpDataException("more than the " + limits.values() + " values allowed", at);
        }
        int code = in.octet();
        if (IgbinaryInput.isString(code)) {
            return in.string(code);
        }
        boolean shared = code == REFERENCE;
        while (code == REFERENCE) {
            at = in.pos;
            code = in.octet();
        }
        if (isArray(code)) {
            return array(in.count(width(code, 0x14)), shared, at);
        }
        if (isClass(code)) {
            return object(in.className(code), shared);
        }
        if ((code >= 0x01 && code <= 0x03) || (code >= 0x22 && code <= 0x24)) {
            return named(width(code, code >= 0x22 ? 0x22 : 0x01), shared);
        }
        PhpValue scalar = scalar(code, at);
        return shared ? registered(scalar, true) : scalar;
    }

    private @Nullable PhpValue array(int count, boolean shared, int at) {
        if (count == 0 && !shared) {
            PhpArray empty = open == null ? PhpArray.EMPTY : open.emptyArray();
            slots.add(empty);
            return empty;
        }
        PhpReference reference = shared ? made(PhpArray.EMPTY) : null;
        return container(count, slots.add(reference), null, reference, at);
    }

    /** Reads the elements of a container up to the next that is one itself, and then opens that; otherwise closes it. */
    private @Nullable PhpValue fill(OpenIgbinary container) {
        while (container.left > 0) {
            container.left--;
            PhpKey key = key();
            if (key == null) {
                container.hole();
                continue;
            }
            container.key(key);
            PhpValue value = begin();
            if (value == null) {
                return null;
            }
            container.add(value);
        }
        open = container.outer;
        depth--;
        PhpValue closed = container.close();
        if (container.slot >= 0) {
            slots.closed(container.slot, closed);
        }
        return container.held(closed);
    }

    private @Nullable PhpValue container(
            int count, int slot, @Nullable PhpObject object, @Nullable PhpReference reference, int at) {
        if (++depth > limits.depth() && (object != null || count > 0)) {
            throw new PhpDataException("nested deeper than the " + limits.depth() + " levels allowed", at);
        }
        OpenIgbinary container = new OpenIgbinary(open, slot, count, object, reference);
        if (slot >= 0) {
            slots.opened(slot, container);
        }
        open = container;
        return null;
    }

    private @Nullable PhpValue object(PhpString name, boolean shared) {
        int at = in.pos;
        int code = in.octet();
        if (isArray(code)) {
            PhpObject object = new PhpObject(name);
            note(object, slots.size());
            PhpReference reference = registered(object, shared) instanceof PhpReference made ? made : null;
            return container(in.count(width(code, 0x14)), -1, object, reference, at);
        }
        if (code >= 0x1d && code <= 0x1f) {
            PhpCustom custom = PhpCustom.uncounted(name, in.raw(width(code, 0x1d)));
            note(custom, slots.size());
            return registered(custom, shared);
        }
        if (code == ENUM_CASE) {
            return registered(enumCase(name), shared);
        }
        throw new PhpDataException("no object goes on like this", at);
    }

    private PhpEnum enumCase(PhpString name) {
        int at = in.pos;
        int code = in.octet();
        PhpString caseName = IgbinaryInput.isString(code) ? in.string(code) : PhpString.EMPTY;
        if (caseName.length == 0) {
            throw new PhpDataException("an enum case without a name", at);
        }
        return new PhpEnum(name, caseName);
    }

    private PhpValue named(int width, boolean shared) {
        int at = in.pos;
        int slot = in.id(width, slots.size());
        if (slot == 0) {
            throw new PhpDataException("a reference to the whole session", at);
        }
        PhpValue value = shared ? slots.reference(slot) : slots.plain(slot);
        if (value instanceof PhpReference) {
            note(value, slot);
        }
        return value;
    }

    private PhpValue registered(PhpValue value, boolean shared) {
        PhpValue kept = shared ? made(value) : value;
        slots.add(kept);
        return kept;
    }

    private PhpReference made(PhpValue value) {
        PhpReference reference = new PhpReference(value);
        note(reference, slots.size());
        return reference;
    }

    private PhpValue scalar(int code, int at) {
        if (IgbinaryInput.isString(code)) {
            return in.string(code);
        }
        if (IgbinaryInput.isInteger(code)) {
            return PhpLong.of(in.integer(code));
        }
        return switch (code) {
            case 0x00 -> PhpNull.NULL;
            case 0x04 -> PhpBoolean.FALSE;
            case 0x05 -> PhpBoolean.TRUE;
            case 0x0c -> PhpDouble.of(Double.longBitsToDouble(in.unsigned(Long.BYTES)));
            default -> throw new PhpDataException("no value starts like this", at);
        };
    }

    private static boolean isArray(int code) {
        return code >= 0x14 && code <= 0x16;
    }

    private static boolean isClass(int code) {
        return code >= 0x17 && code <= 0x1c;
    }

    private static int width(int code, int narrowest) {
        return 1 << (code - narrowest);
    }
}
