package io.savehandler.php;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Builds values from igbinary data. Strings become slices of it. No recursion. Makes room for no more than the rest of the
 * data can fill, and gives up where that is wrong or unusual, unless {@link IgbinaryScanner} has checked it.
 */
final class IgbinaryBuilder extends IgbinaryTokenReader {
    /** No code, where fewer than four bytes are left. */
    private static final int NONE = -1;

    private final IgbinarySlots slots;
    /** Strings from this number on need not be kept. */
    private final int kept;

    private final OpenIgbinary outermost = new OpenIgbinary(null);
    private OpenIgbinary innermost = outermost;
    private @Nullable IdentityNodes nodes;
    private int nextSlot = 1;
    private int depthLeft;
    private int valuesLeft;
    /** How many entries are yet to come in the containers around the innermost. */
    private int owed;

    /** Builds from data that was checked. */
    IgbinaryBuilder(IgbinaryPlaces places, IgbinaryStrings strings) {
        this(places.data, strings, new IgbinarySlots(places), Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    /** Builds from data that is read for the first time. */
    IgbinaryBuilder(byte[] data, PhpLimits limits) {
        this(data, new IgbinaryStrings(data), new IgbinarySlots(), limits.depth(), limits.values());
    }

    private IgbinaryBuilder(byte[] data, IgbinaryStrings strings, IgbinarySlots slots, int depth, int values) {
        super(data, strings);
        this.slots = slots;
        this.kept = strings.kept();
        this.depthLeft = depth;
        this.valuesLeft = values;
    }

    IgbinarySlots slots() {
        return slots;
    }

    /** How many strings were read. */
    int strings() {
        return nextString;
    }

    /** How many slots were taken. */
    int slotCount() {
        return nextSlot;
    }

    /** The value of a variable. What it names was built before. */
    PhpValue build(IgbinaryPlaces places, int variable) {
        int from = places.entry(variable);
        // Behind the variable before, all is as it should be.
        if (from != pos) {
            pos = from;
            nextString = places.stringsBefore(variable);
            nextSlot = places.slotsBefore(variable);
        }
        skipKey();
        return value();
    }

    private void skipKey() {
        int code = data[pos] & 0xff;
        if (IgbinaryCodes.isLiteral(code)) {
            int length = length(IgbinaryCodes.lengthBytes(code));
            pos += length;
            nextString++;
        } else {
            key();
        }
    }

    /** Goes to the first of all variables; returns their count. */
    int start(int from) {
        pos = from;
        int code = data[pos] & 0xff;
        if (!IgbinaryCodes.isArray(code)) {
            throw unusual();
        }
        return count(code);
    }

    /** The value of a variable whose key was read just now, before so many more. */
    PhpValue value(int behind) {
        outermost.left = behind;
        return value();
    }

    PhpKey key() {
        int code = data[pos] & 0xff;
        return IgbinaryCodes.isString(code) ? string(code) : PhpLong.of(integer(code));
    }

    private PhpValue value() {
        nodes = null;
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

    /**
     * Reads elements up to the next that is a container itself, and then opens that; otherwise closes this one. For speed
     * all that changes with each element is in local variables.
     */
    @SuppressWarnings("ReferenceEquality") // The strings of one session are the same where their numbers are.
    private @Nullable PhpValue elements(OpenIgbinary container) {
        byte[] bytes = data;
        int lastFour = bytes.length - Integer.BYTES;
        @Nullable PhpString[] all = known;
        PhpValue[] values = container.values;
        int size = container.size;
        int end = size + container.left;
        PhpKey[] expected = container.expected;
        int at = pos;
        while (size < end) {
            // A key's code and number, and the code of its value with what follows.
            int four = at <= lastFour ? Words.four(bytes, at) : NONE;
            int code = four & 0xff;
            if (code == IgbinaryCodes.STRING_NUMBER
                    && size < expected.length
                    && all[four >>> 8 & 0xff] == expected[size]) {
                at += 2;
            } else if (code == IgbinaryCodes.SMALL_INTEGER && container.isNext(size, four >>> 8 & 0xff)) {
                expected = container.expected;
                at += 2;
            } else {
                pos = at;
                container.size = size;
                boolean hole = otherKey(container);
                at = pos;
                all = known;
                expected = container.expected;
                if (hole) {
                    end--;
                    continue;
                }
                four = at <= lastFour ? Words.four(bytes, at) << 16 : NONE;
            }
            PhpValue value = null;
            switch (four >>> 16 & 0xff) {
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
                    value = PhpLong.of(four >>> 24);
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
                    value = all[four >>> 24];
                    at += value == null ? 0 : 2;
                }
                case IgbinaryCodes.SLOT -> {
                    value = slots.array(four >>> 24);
                    at += value == null ? 0 : 2;
                }
                case IgbinaryCodes.STRING -> {
                    int length = four >>> 24;
                    int number = nextString;
                    if (number >= kept) {
                        value = new PhpString(bytes, at + 2, length);
                        nextString = number + 1;
                        at += 2 + length;
                    } else if (number < all.length && length <= bytes.length - 2 - at) {
                        PhpString string = all[number];
                        if (string == null) {
                            string = new PhpString(bytes, at + 2, length);
                            all[number] = string;
                        }
                        nextString = number + 1;
                        value = string;
                        at += 2 + length;
                    }
                }
                default -> {}
            }
            if (value == null) {
                pos = at;
                container.left = end - size - 1;
                container.size = size;
                value = head();
                if (value == null) {
                    return null;
                }
                at = pos;
                all = known;
            }
            values[size++] = value;
        }
        pos = at;
        container.size = size;
        return closed(container);
    }

    private PhpValue closed(OpenIgbinary container) {
        innermost = container.outer();
        owed -= innermost.left;
        depthLeft++;
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

    /** A whole value, or null where it is a container whose first element comes next. */
    private @Nullable PhpValue head() {
        int code = data[pos] & 0xff;
        if (IgbinaryCodes.isString(code)) {
            return string(code);
        }
        if (IgbinaryCodes.isArray(code)) {
            return array(code, false);
        }
        return IgbinaryCodes.PLAIN_SIZES[code] > 0 ? scalar(code) : other(code);
    }

    private @Nullable PhpValue other(int first) {
        int code = first;
        boolean shared = code == IgbinaryCodes.REFERENCE;
        while (code == IgbinaryCodes.REFERENCE) {
            pos++;
            code = data[pos] & 0xff;
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
        int count = count(code);
        int slot = nextSlot++;
        if (count == 0 && !shared) {
            PhpArray empty = innermost.emptyArray();
            slots.set(slot, empty);
            return empty;
        }
        PhpReference reference = shared ? made(PhpArray.EMPTY, slot) : null;
        open(slot, count, null, reference);
        if (reference != null) {
            slots.set(slot, reference);
        }
        slots.opened(slot, innermost);
        return null;
    }

    /** How many entries a container has, of which each takes a byte at least, in those around it too. */
    private int count(int code) {
        int count = number(IgbinaryCodes.width(code, IgbinaryCodes.ARRAY));
        if (count > data.length - pos - owed - innermost.left || count > valuesLeft) {
            throw unusual();
        }
        valuesLeft -= count;
        return count;
    }

    private void open(int slot, int count, @Nullable PhpObject object, @Nullable PhpReference reference) {
        if (--depthLeft < 0) {
            throw unusual();
        }
        owed += innermost.left;
        innermost = innermost.inner(slot, count, object, reference);
    }

    private @Nullable PhpValue object(PhpString name, boolean shared) {
        int code = data[pos] & 0xff;
        if (IgbinaryCodes.isArray(code)) {
            PhpObject object = new PhpObject(name);
            note(object, nextSlot);
            PhpReference reference = registered(object, shared) instanceof PhpReference made ? made : null;
            open(0, count(code), object, reference);
            return null;
        }
        if (code == IgbinaryCodes.ENUM_CASE) {
            pos++;
            return registered(new PhpEnum(name, enumCase()), shared);
        }
        if (!IgbinaryCodes.isCustom(code)) {
            throw unusual();
        }
        int length = length(IgbinaryCodes.width(code, IgbinaryCodes.CUSTOM));
        PhpCustom custom = PhpCustom.uncounted(name, new PhpString(data, pos, length));
        pos += length;
        note(custom, nextSlot);
        return registered(custom, shared);
    }

    private PhpString enumCase() {
        int code = data[pos] & 0xff;
        if (code == IgbinaryCodes.EMPTY || !IgbinaryCodes.isString(code)) {
            throw unusual();
        }
        PhpString enumCase = string(code);
        if (enumCase.length == 0) {
            throw unusual();
        }
        return enumCase;
    }

    private PhpValue named(int code, boolean shared) {
        int slot = number(IgbinaryCodes.slotBytes(code));
        if (slot == 0 || !slots.canBeNamed(slot, shared)) {
            throw unusual();
        }
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
}
