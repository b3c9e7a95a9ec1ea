package io.savehandler.php;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Builds values from igbinary data that {@link IgbinaryScanner} has checked. Strings become slices of it. No recursion. */
final class IgbinaryBuilder {
    private final byte[] data;
    private final IgbinaryPlaces places;
    private final IgbinaryStrings strings;
    private final IgbinarySlots slots;
    private final OpenIgbinary outermost = new OpenIgbinary(null);
    private @Nullable PhpString[] known = {};
    private OpenIgbinary innermost = outermost;
    private @Nullable IdentityNodes nodes;
    private int pos;
    private int nextString;
    private int nextSlot;

    IgbinaryBuilder(IgbinaryPlaces places, IgbinaryStrings strings) {
        this.data = places.data;
        this.places = places;
        this.strings = strings;
        this.slots = new IgbinarySlots(places);
    }

    IgbinarySlots slots() {
        return slots;
    }

    /** The value of a variable. What it names was built before. */
    PhpValue build(int index) {
        known = strings.all();
        nodes = null;
        innermost = outermost;
        pos = places.entry(index);
        nextString = places.stringsBefore(index);
        nextSlot = places.slotsBefore(index);
        skipKey(data[pos] & 0xff);
        PhpValue done = head();
        while (innermost != outermost) {
            if (done != null) {
                innermost.add(done);
            }
            done = elements(innermost);
        }
        return Objects.requireNonNull(done);
    }

    /** The objects and references in the value that was built last; null for none. */
    @Nullable IdentityNodes nodes() {
        return nodes;
    }

    private void note(PhpValue node, int slot) {
        IdentityNodes found = nodes == null ? new IdentityNodes() : nodes;
        found.add(node, slot);
        nodes = found;
    }

    /** Reads elements up to the next that is a container itself, and then opens that; otherwise closes this one. */
    private @Nullable PhpValue elements(OpenIgbinary container) {
        byte[] bytes = data;
        @Nullable PhpString[] all = known;
        PhpValue[] values = container.values;
        int left = container.left;
        int size = container.size;
        int at = pos;
        while (left > 0) {
            left--;
            int code = bytes[at];
            if (code == IgbinaryCodes.STRING_NUMBER && container.isExpected(size, all[bytes[at + 1] & 0xff])) {
                at += 2;
            } else if (code == IgbinaryCodes.SMALL_INTEGER && container.isNext(size, bytes[at + 1] & 0xff)) {
                at += 2;
            } else {
                pos = at;
                container.size = size;
                boolean hole = otherKey(container);
                at = pos;
                if (hole) {
                    continue;
                }
            }
            PhpValue value = null;
            switch (bytes[at]) {
                case 0x00 -> {
                    value = PhpNull.NULL;
                    at++;
                }
                case 0x04 -> {
                    value = PhpBoolean.FALSE;
                    at++;
                }
                case 0x05 -> {
                    value = PhpBoolean.TRUE;
                    at++;
                }
                case IgbinaryCodes.SMALL_INTEGER -> {
                    value = PhpLong.of(bytes[at + 1] & 0xff);
                    at += 2;
                }
                case 0x08 -> {
                    value = PhpLong.of(BigEndian.unsigned(bytes, at + 1, 2));
                    at += 3;
                }
                case 0x0a -> {
                    value = PhpLong.of(BigEndian.unsigned(bytes, at + 1, 4));
                    at += 5;
                }
                case IgbinaryCodes.FLOAT -> {
                    value = PhpDouble.of(Double.longBitsToDouble(BigEndian.longAt(bytes, at + 1)));
                    at += 9;
                }
                case IgbinaryCodes.STRING_NUMBER -> {
                    value = all[bytes[at + 1] & 0xff];
                    at += value == null ? 0 : 2;
                }
                case IgbinaryCodes.STRING -> {
                    int length = bytes[at + 1] & 0xff;
                    PhpString string = all[nextString];
                    if (string == null) {
                        string = new PhpString(bytes, at + 2, length);
                        all[nextString] = string;
                    }
                    nextString++;
                    value = string;
                    at += 2 + length;
                }
                default -> {}
            }
            if (value == null) {
                pos = at;
                container.left = left;
                container.size = size;
                value = head();
                if (value == null) {
                    return null;
                }
                at = pos;
            }
            values[size++] = value;
        }
        pos = at;
        container.size = size;
        innermost = container.outer();
        PhpValue closed = container.close();
        if (container.slot > 0) {
            slots.closed(container.slot, closed);
        }
        return container.held(closed);
    }

    /** Reads any key; says whether only a hole was there. */
    private boolean otherKey(OpenIgbinary container) {
        int code = data[pos] & 0xff;
        if (code == IgbinaryCodes.HOLE) {
            pos++;
            container.hole();
            return true;
        }
        if (IgbinaryCodes.isString(code)) {
            container.key(string(code));
        } else {
            container.key(integer(code));
        }
        return false;
    }

    private void skipKey(int code) {
        if (IgbinaryCodes.isLiteral(code)) {
            int length = number(IgbinaryCodes.lengthBytes(code));
            pos += length;
            nextString++;
        } else if (IgbinaryCodes.isString(code)) {
            string(code);
        } else {
            integer(code);
        }
    }

    /** A whole value, or null where it is a container whose first element comes next. */
    private @Nullable PhpValue head() {
        int code = data[pos] & 0xff;
        if (IgbinaryCodes.isString(code)) {
            return string(code);
        }
        if (IgbinaryCodes.PLAIN_SIZES[code] > 0) {
            return scalar(code);
        }
        if (IgbinaryCodes.isArray(code)) {
            return array(code, false);
        }
        return other(code);
    }

    private @Nullable PhpValue other(int first) {
        int code = first;
        boolean shared = code == IgbinaryCodes.REFERENCE;
        while (code == IgbinaryCodes.REFERENCE) {
            code = data[++pos] & 0xff;
        }
        if (IgbinaryCodes.isArray(code)) {
            return array(code, shared);
        }
        if (IgbinaryCodes.isClass(code)) {
            return object(className(code), shared);
        }
        if (IgbinaryCodes.isSlot(code)) {
            return named(code, shared);
        }
        PhpValue scalar = IgbinaryCodes.isString(code) ? string(code) : scalar(code);
        return shared ? registered(scalar, true) : scalar;
    }

    private @Nullable PhpValue array(int code, boolean shared) {
        int count = number(IgbinaryCodes.width(code, IgbinaryCodes.ARRAY));
        int slot = nextSlot++;
        if (count == 0 && !shared) {
            PhpArray empty = innermost.emptyArray();
            slots.set(slot, empty);
            return empty;
        }
        PhpReference reference = shared ? made(PhpArray.EMPTY, slot) : null;
        innermost = innermost.inner(slot, count, null, reference);
        if (reference != null) {
            slots.set(slot, reference);
        }
        slots.opened(slot, innermost);
        return null;
    }

    private @Nullable PhpValue object(PhpString name, boolean shared) {
        int code = data[pos] & 0xff;
        if (IgbinaryCodes.isArray(code)) {
            PhpObject object = new PhpObject(name);
            note(object, nextSlot);
            PhpReference reference = registered(object, shared) instanceof PhpReference made ? made : null;
            int count = number(IgbinaryCodes.width(code, IgbinaryCodes.ARRAY));
            innermost = innermost.inner(0, count, object, reference);
            return null;
        }
        if (code == IgbinaryCodes.ENUM_CASE) {
            pos++;
            return registered(new PhpEnum(name, string(data[pos] & 0xff)), shared);
        }
        int length = number(IgbinaryCodes.width(code, IgbinaryCodes.CUSTOM));
        PhpCustom custom = PhpCustom.uncounted(name, new PhpString(data, pos, length));
        pos += length;
        note(custom, nextSlot);
        return registered(custom, shared);
    }

    private PhpValue named(int code, boolean shared) {
        int slot = number(IgbinaryCodes.slotBytes(code));
        PhpValue value = shared ? slots.reference(slot) : slots.plain(slot);
        if (value instanceof PhpReference) {
            note(value, slot);
        }
        return value;
    }

    private PhpValue registered(PhpValue value, boolean shared) {
        PhpValue kept = shared ? made(value, nextSlot) : value;
        slots.set(nextSlot++, kept);
        return kept;
    }

    private PhpReference made(PhpValue value, int slot) {
        PhpReference reference = new PhpReference(value);
        note(reference, slot);
        return reference;
    }

    private PhpValue scalar(int code) {
        return switch (code) {
            case 0x00 -> constant(PhpNull.NULL);
            case 0x04 -> constant(PhpBoolean.FALSE);
            case 0x05 -> constant(PhpBoolean.TRUE);
            case IgbinaryCodes.FLOAT -> {
                pos += 1 + Double.BYTES;
                yield PhpDouble.of(Double.longBitsToDouble(BigEndian.longAt(data, pos - Double.BYTES)));
            }
            default -> PhpLong.of(integer(code));
        };
    }

    private PhpValue constant(PhpValue value) {
        pos++;
        return value;
    }

    private long integer(int code) {
        int at = pos;
        if (code == IgbinaryCodes.SMALL_INTEGER) {
            pos = at + 2;
            return data[at + 1] & 0xff;
        }
        pos = at + 1 + IgbinaryCodes.integerBytes(code);
        return integer(data, at);
    }

    /** The integer at a place. */
    static long integer(byte[] data, int at) {
        int code = data[at];
        long magnitude = BigEndian.unsigned(data, at + 1, IgbinaryCodes.integerBytes(code));
        return (code & 1) == 1 ? -magnitude : magnitude;
    }

    private PhpString string(int code) {
        if (code == IgbinaryCodes.STRING_NUMBER) {
            pos += 2;
            return known(data[pos - 1] & 0xff);
        }
        if (code == IgbinaryCodes.STRING) {
            int length = data[pos + 1] & 0xff;
            pos += 2 + length;
            PhpString string = known[nextString];
            if (string == null) {
                string = new PhpString(data, pos - length, length);
                known[nextString] = string;
            }
            nextString++;
            return string;
        }
        if (code == IgbinaryCodes.EMPTY) {
            pos++;
            return PhpString.EMPTY;
        }
        if (IgbinaryCodes.isStringNumber(code)) {
            return known(number(IgbinaryCodes.width(code, IgbinaryCodes.STRING_NUMBER)));
        }
        return literal(code);
    }

    private PhpString known(int number) {
        PhpString string = known[number];
        return string == null ? strings.get(number) : string;
    }

    private PhpString literal(int code) {
        int length = number(IgbinaryCodes.lengthBytes(code));
        pos += length;
        return strings.get(nextString++);
    }

    private PhpString className(int code) {
        return code < IgbinaryCodes.CLASS_NUMBER
                ? literal(code)
                : strings.get(number(IgbinaryCodes.width(code, IgbinaryCodes.CLASS_NUMBER)));
    }

    /** The number behind the code at the current place, which moves behind it. */
    private int number(int bytes) {
        int from = pos + 1;
        pos = from + bytes;
        return (int) BigEndian.unsigned(data, from, bytes);
    }
}
