package io.savehandler.php;

import java.util.Arrays;

/**
 * Checks igbinary data without building values, and notes in {@link IgbinaryPlaces} where everything stands that can be
 * named by number. One pass, no recursion; memory and time are proportional to the data. Integers beyond 64 bits, which
 * igbinary reads as 0, are an error.
 */
final class IgbinaryScanner extends IgbinaryTokenScanner {
    /** A key and the start of its value, or that value, take no more bytes where both are usual. */
    private static final int LONGEST_USUAL = 512;

    /** Before it, no token of which the length is known from its code reaches beyond the end. */
    private final int usualEnd;

    private final int mostValues;
    private final int mostDepth;
    private int values;
    private int[] open = new int[16];
    /** The slots of the containers that are open. */
    private int[] openSlots = new int[16];

    private int depth;

    private boolean valueIsNext;

    IgbinaryScanner(byte[] data, PhpLimits limits) {
        super(data, limits);
        this.usualEnd = data.length - Long.BYTES;
        this.mostValues = limits.values();
        this.mostDepth = limits.depth();
    }

    /** Checks all; an object counts as the array of its properties, as in PHP. */
    IgbinaryPlaces scan() {
        int at = unsigned(0, Integer.BYTES);
        if (number != 1 && number != 2) {
            throw new PhpDataException("neither version 1 nor 2 of igbinary", 0);
        }
        places.addSlot(0);
        int code = octet(at);
        if (IgbinaryCodes.isClass(code)) {
            places.canonical = false;
            at = className(at, code);
            code = octet(at);
        }
        if (!IgbinaryCodes.isArray(code)) {
            throw new PhpDataException("the session is not an array", at);
        }
        int first = count(at + 1, IgbinaryCodes.width(code, IgbinaryCodes.ARRAY));
        if (number > 0) {
            push(number, at);
        }
        places.endEntries(contents(first));
        return places;
    }

    /** Checks the rest of all containers that are open; returns where the outermost ends. */
    private int contents(int from) {
        int at = from;
        while (depth > 0) {
            at = usualTokens(at);
            if (depth > 0) {
                at = otherToken(at);
            }
        }
        if (at > end) {
            throw endsTooEarly();
        }
        return at;
    }

    /** Checks a value where one is expected, otherwise a key and its value. */
    private int otherToken(int from) {
        if (valueIsNext) {
            return head(from);
        }
        int at = key(from);
        open[depth - 1]--;
        if (data[from] == IgbinaryCodes.HOLE) {
            return at;
        }
        if (depth == 1) {
            places.addEntry(from);
        }
        return head(at);
    }

    /**
     * Goes on from a key, or from the end of a container, over tokens of the usual kinds to the first of another kind, or
     * to the end of the outermost container. For speed all that changes is in local variables, and nothing is called.
     */
    private int usualTokens(int from) {
        byte[] bytes = data;
        IgbinaryPlaces found = places;
        found.enter(from);
        // Tokens that reach into the next block of places are left to others.
        int last = Math.min(usualEnd, PlaceList.endOfBlock(from) - LONGEST_USUAL);
        char[] strings = found.strings.low;
        char[] numbers = found.stringNumbers.low;
        char[] slots = found.slots.low;
        char[] slotNumbers = found.slotNumbers.low;
        int stringCount = found.strings.size;
        int numberCount = found.stringNumbers.size;
        int slotCount = found.slots.size;
        int slotNumberCount = found.slotNumbers.size;
        int[] entries = found.entries;
        int entrySize = found.entrySize;
        int ownSlots = found.ownSlots;
        int[] lefts = open;
        int inside = depth;
        int left = lefts[inside - 1];
        int at = from;
        boolean value = false;
        scan:
        while (true) {
            while (left > 0) {
                if (at >= last || (inside == 1 && entrySize > entries.length - IgbinaryPlaces.WIDTH)) {
                    break scan;
                }
                int key = at;
                int code = bytes[at];
                if (code == IgbinaryCodes.STRING_NUMBER) {
                    if ((bytes[at + 1] & 0xff) >= stringCount || numberCount == numbers.length) {
                        break scan;
                    }
                    numbers[numberCount++] = (char) at;
                    at += 2;
                } else if (code == IgbinaryCodes.SMALL_INTEGER) {
                    at += 2;
                } else if (code == IgbinaryCodes.STRING) {
                    if ((bytes[at + 1] & 0xff) >= last - at - 2
                            || bytes[at + 1] == 0
                            || stringCount == strings.length) {
                        break scan;
                    }
                    strings[stringCount++] = (char) at;
                    at += 2 + (bytes[at + 1] & 0xff);
                } else {
                    break scan;
                }
                left--;
                if (inside == 1) {
                    entries[entrySize] = key;
                    entries[entrySize + 1] = stringCount;
                    entries[entrySize + 2] = slotCount;
                    entries[entrySize + 3] = numberCount;
                    entries[entrySize + 4] = slotNumberCount;
                    entrySize += IgbinaryPlaces.WIDTH;
                    ownSlots = slotCount;
                }
                switch (bytes[at]) {
                    case 0x00, 0x04, 0x05, IgbinaryCodes.EMPTY -> at++;
                    case 0x06 -> at += 2;
                    case 0x07 -> {
                        if (bytes[at + 1] == 0) {
                            value = true;
                            break scan;
                        }
                        at += 2;
                    }
                    case 0x08, 0x09 -> {
                        if (bytes[at + 1] == 0) {
                            value = true;
                            break scan;
                        }
                        at += 3;
                    }
                    case 0x0a, 0x0b -> {
                        if ((bytes[at + 1] | bytes[at + 2]) == 0) {
                            value = true;
                            break scan;
                        }
                        at += 5;
                    }
                    case IgbinaryCodes.FLOAT -> at += 9;
                    case IgbinaryCodes.STRING_NUMBER -> {
                        if ((bytes[at + 1] & 0xff) >= stringCount || numberCount == numbers.length) {
                            value = true;
                            break scan;
                        }
                        numbers[numberCount++] = (char) at;
                        at += 2;
                    }
                    case IgbinaryCodes.STRING -> {
                        if ((bytes[at + 1] & 0xff) >= last - at
                                || bytes[at + 1] == 0
                                || stringCount == strings.length) {
                            value = true;
                            break scan;
                        }
                        strings[stringCount++] = (char) at;
                        at += 2 + (bytes[at + 1] & 0xff);
                    }
                    case IgbinaryCodes.ARRAY -> {
                        int count = bytes[at + 1] & 0xff;
                        if (count == 0
                                || count >= last - at
                                || count > mostValues - values
                                || slotCount == slots.length
                                || inside == lefts.length
                                || inside > mostDepth) {
                            value = true;
                            break scan;
                        }
                        values += count;
                        openSlots[inside] = slotCount;
                        slots[slotCount++] = (char) at;
                        lefts[inside - 1] = left;
                        inside++;
                        left = count;
                        at += 2;
                    }
                    case IgbinaryCodes.SLOT -> {
                        int slot = bytes[at + 1] & 0xff;
                        if (slot == 0 || slot >= ownSlots || slotNumberCount == slotNumbers.length) {
                            value = true;
                            break scan;
                        }
                        slotNumbers[slotNumberCount++] = (char) at;
                        at += 2;
                    }
                    default -> {
                        value = true;
                        break scan;
                    }
                }
            }
            if (--inside == 0) {
                break;
            }
            left = lefts[inside - 1];
        }
        if (inside > 0) {
            lefts[inside - 1] = left;
        }
        depth = inside;
        valueIsNext = value;
        found.strings.size = stringCount;
        found.stringNumbers.size = numberCount;
        found.slots.size = slotCount;
        found.slotNumbers.size = slotNumberCount;
        found.entrySize = entrySize;
        found.ownSlots = ownSlots;
        return at;
    }

    /** Holes among properties count, too. */
    private void countValues(int count, int at) {
        if (count > mostValues - values) {
            throw new PhpDataException("more than the " + mostValues + " values allowed", at);
        }
        values += count;
    }

    /** Checks a whole value, or the start of a container, which then is open. */
    private int head(int from) {
        int at = from;
        int code = octet(at);
        boolean shared = code == IgbinaryCodes.REFERENCE;
        while (code == IgbinaryCodes.REFERENCE) {
            code = octet(++at);
        }
        places.hasIdentity |= shared;
        if (IgbinaryCodes.isArray(code)) {
            return array(at, code, shared ? from : at);
        }
        if (IgbinaryCodes.isClass(code)) {
            places.hasIdentity = true;
            return object(at, code, shared ? from : at);
        }
        if (IgbinaryCodes.isSlot(code)) {
            return slot(at, code, shared);
        }
        int next = scalar(at, code);
        if (shared) {
            places.addSlot(from);
        }
        return next;
    }

    private int array(int at, int code, int from) {
        int width = IgbinaryCodes.width(code, IgbinaryCodes.ARRAY);
        int first = count(at + 1, width);
        int count = number;
        noteWidth(width, count);
        if (count == 0) {
            places.addEmptyArray(from, from < at);
            return first;
        }
        places.addSlot(from);
        push(count, at);
        return first;
    }

    private int object(int from, int classCode, int first) {
        int at = className(from, classCode);
        int code = octet(at);
        if (IgbinaryCodes.isArray(code)) {
            places.addSlot(first);
            int properties = count(at + 1, IgbinaryCodes.width(code, IgbinaryCodes.ARRAY));
            push(number, at);
            return properties;
        }
        if (IgbinaryCodes.isCustom(code)) {
            int payload = count(at + 1, IgbinaryCodes.width(code, IgbinaryCodes.CUSTOM));
            places.addSlot(first);
            return payload + number;
        }
        if (code == IgbinaryCodes.ENUM_CASE) {
            int next = enumCase(at + 1);
            places.addSlot(first);
            return next;
        }
        throw new PhpDataException("no object goes on like this", at);
    }

    private int enumCase(int at) {
        int code = octet(at);
        int next = IgbinaryCodes.isString(code) ? string(at, code) : at;
        int length = 0;
        if (IgbinaryCodes.isStringNumber(code)) {
            length = places.stringLength(number);
        } else if (IgbinaryCodes.isLiteral(code)) {
            length = number;
        }
        if (length == 0) {
            throw new PhpDataException("an enum case without a name", at);
        }
        return next;
    }

    private void push(int count, int at) {
        if (depth > mostDepth) {
            throw new PhpDataException("nested deeper than the " + mostDepth + " levels allowed", at);
        }
        if (depth == open.length) {
            open = Arrays.copyOf(open, depth * 2);
            openSlots = Arrays.copyOf(openSlots, depth * 2);
        }
        countValues(count, at);
        open[depth] = count;
        openSlots[depth++] = places.slots() - 1;
    }

    private int slot(int at, int code, boolean shared) {
        int bytes = IgbinaryCodes.slotBytes(code);
        int next = number(at + 1, bytes, places.slots());
        noteWidth(bytes, number);
        places.canonical &= !IgbinaryCodes.isObjectSlot(code);
        if (number == 0) {
            throw new PhpDataException("a reference to the whole session", at + 1);
        }
        places.isCyclic |= number >= places.ownSlots && isOpen(number);
        places.addSlotNumber(at, shared);
        return next;
    }

    private boolean isOpen(int slot) {
        int low = 0;
        int high = depth - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int found = openSlots[middle];
            if (found == slot) {
                return true;
            }
            if (found < slot) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return false;
    }

    private int scalar(int at, int code) {
        if (IgbinaryCodes.isString(code)) {
            return string(at, code);
        }
        if (IgbinaryCodes.isInteger(code)) {
            return integer(at, code);
        }
        int size = IgbinaryCodes.PLAIN_SIZES[code];
        if (size == 0) {
            throw new PhpDataException("no value starts like this", at);
        }
        need(at, size);
        return at + size;
    }
}
