package io.savehandler.php;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Builds values from text that {@link PhpScanner} has checked. Strings become slices of the text. No recursion (but for
 * payloads inside payloads, which the scanner bounds).
 */
final class ValueBuilder {
    private final byte[] data;
    private final int lastWord;
    private final SlotTargets targets;
    private final Map<Integer, Integer> payloads;
    private final KnownKeys knownKeys;
    private final OpenContainer outermost = new OpenContainer(null);
    private OpenContainer innermost = outermost;
    private IdentityNodes nodes = new IdentityNodes();
    private int slot;
    private int nextTarget;
    private int nextTargetSlot;
    private int pos;

    /** {@code payloads} says how many slots the payload that starts at an offset takes. */
    ValueBuilder(byte[] data, SlotTargets targets, Map<Integer, Integer> payloads) {
        this.data = data;
        this.lastWord = data.length - Words.BYTES;
        this.targets = targets;
        this.payloads = payloads;
        this.knownKeys = new KnownKeys(data);
    }

    /** The key between two offsets, as the key of an array's element. */
    static PhpKey key(byte[] data, int offset, int end) {
        if (data[offset] == 'i') {
            return PhpLong.of(Digits.toClampedLong(data, offset + 2, end - 1));
        }
        if (data[offset] == 'S') {
            ValueBuilder builder = new ValueBuilder(data, SlotTargets.NONE, Map.of());
            builder.pos = offset;
            return PhpKey.of(builder.escapedString());
        }
        int quote = offset + 3;
        while (data[quote] != '"') {
            quote++;
        }
        return PhpKey.of(new PhpString(data, quote + 1, end - quote - 3));
    }

    /** The value at an offset whose slot is the one after the given one. */
    PhpValue build(int offset, int slotsBefore) {
        innermost = outermost;
        pos = offset;
        slot = slotsBefore;
        nextTarget = targets.placeFrom(slotsBefore + 1);
        nextTargetSlot = targets.slotAt(nextTarget);
        return value();
    }

    /** The objects and references that were read since this was asked the last time. */
    IdentityNodes takeNodes() {
        IdentityNodes taken = nodes;
        if (taken.size() > 0) {
            nodes = new IdentityNodes();
        }
        return taken;
    }

    private PhpValue value() {
        OpenContainer outside = innermost;
        PhpValue finished = head();
        while (innermost != outside) {
            if (finished != null) {
                innermost.add(finished);
            }
            finished = elements(innermost);
        }
        return Objects.requireNonNull(finished);
    }

    /** Reads up to the end of a container, which it returns, or to the start of one inside. */
    private @Nullable PhpValue elements(OpenContainer container) {
        int at = pos;
        while (!container.isFull()) {
            at = key(container, at);
            PhpValue value = null;
            if (at <= lastWord) {
                long word = Words.at(data, at);
                if (TokenWords.isShortString(word)) {
                    int length = Words.digit(word, 2);
                    value = referenced(new PhpString(data, at + 5, length));
                    at += 7 + length;
                } else if (TokenWords.isMediumString(word)) {
                    int length = Words.twoDigits(word, 2);
                    value = referenced(new PhpString(data, at + 6, length));
                    at += 8 + length;
                } else if (TokenWords.isInteger(word)) {
                    pos = at;
                    value = referenced(PhpLong.of(integer()));
                    at = pos;
                }
            }
            if (value == null) {
                pos = at;
                value = head();
                if (value == null) {
                    return null;
                }
                at = pos;
            }
            container.add(value);
        }
        pos = at + 1;
        innermost = container.outer();
        return container.close(knownKeys);
    }

    private int key(OpenContainer container, int offset) {
        int end = container.expectedKey(knownKeys, offset);
        if (end < 0) {
            pos = offset;
            if (data[pos] == 'i') {
                container.key(integer());
            } else {
                container.key(data[pos] == 's' ? string() : escapedString());
            }
            end = pos;
        }
        return end;
    }

    /** A whole scalar; or null, where a container is open now. */
    private @Nullable PhpValue head() {
        byte letter = data[pos];
        if (letter == 'a') {
            return array();
        }
        return letter == 'O' ? object() : leaf();
    }

    private @Nullable PhpValue array() {
        int count = pos <= lastWord ? TokenWords.smallCount(Words.at(data, pos)) : -1;
        if (count >= 0) {
            pos += 5;
        } else {
            count = count();
            pos += 2;
        }
        if (count == 0) {
            pos++;
            PhpReference reference = openReference(PhpArray.EMPTY);
            return reference == null ? PhpArray.EMPTY : reference;
        }
        innermost = innermost.inner(count, null, openReference(PhpArray.EMPTY));
        return null;
    }

    private @Nullable PhpValue object() {
        PhpObject object = new PhpObject(string());
        nodes.add(object, slot + 1);
        int count = signedCount();
        pos += 2;
        innermost = innermost.inner(count, object, openReference(object));
        return null;
    }

    private PhpValue leaf() {
        return switch (data[pos]) {
            case 's' -> referenced(string());
            case 'i' -> referenced(PhpLong.of(integer()));
            case 'b' -> referenced(bool());
            case 'N' -> referenced(absent());
            case 'd' -> referenced(number());
            case 'S' -> referenced(escapedString());
            case 'E' -> referenced(new PhpEnum(string()));
            case 'C' -> custom();
            case 'r' -> referenced(target().dereferenced());
            default -> target();
        };
    }

    private PhpBoolean bool() {
        pos += 4;
        return PhpBoolean.of(data[pos - 2] == '1');
    }

    private PhpNull absent() {
        pos += 2;
        return PhpNull.NULL;
    }

    /** Gives the next slot to a value; what a back-reference by {@code R:} names becomes a reference. */
    private PhpValue referenced(PhpValue value) {
        if (++slot != nextTargetSlot) {
            return value;
        }
        PhpValue kept = value;
        if (targets.byReference(nextTarget)) {
            kept = new PhpReference(value);
            nodes.add(kept, slot);
        }
        targets.set(nextTarget, kept);
        nextTargetSlot = targets.slotAt(++nextTarget);
        return kept;
    }

    /** As {@link #referenced} for a container that is yet to be read, so that its own elements can name it. */
    private @Nullable PhpReference openReference(PhpValue container) {
        PhpValue kept = referenced(container);
        return kept instanceof PhpReference reference ? reference : null;
    }

    private PhpValue target() {
        int named = count();
        pos++;
        PhpValue found = targets.get(named);
        if (found == null) {
            throw new PhpDataException("a back-reference to a value that was not there before", pos);
        }
        return found;
    }

    private long integer() {
        int from = pos + 2;
        if (from <= lastWord) {
            long word = Words.at(data, from);
            int digits = Words.digits(word);
            if (digits > 0 && data[from + Math.min(digits, Words.BYTES - 1)] == ';') {
                pos = from + digits + 1;
                return Words.number(word, digits);
            }
            if (digits == Words.BYTES && from <= lastWord - Words.BYTES) {
                long rest = Words.at(data, from + Words.BYTES);
                int more = Words.digits(rest);
                if (more > 0 && more < Words.BYTES && data[from + Words.BYTES + more] == ';') {
                    pos = from + Words.BYTES + more + 1;
                    return Words.number(word, Words.BYTES) * Digits.power(more) + Words.number(rest, more);
                }
            }
        }
        return longInteger(from);
    }

    private long longInteger(int from) {
        int at = from;
        while (data[at] != ';') {
            at++;
        }
        pos = at + 1;
        return Digits.toClampedLong(data, from, at);
    }

    private PhpDouble number() {
        int from = pos + 2;
        int at = from;
        while (data[at] != ';') {
            at++;
        }
        pos = at + 1;
        return PhpDouble.of(DoubleText.parse(data, from, at));
    }

    private PhpString string() {
        int length = count();
        int from = pos + 2;
        pos = from + length + 2;
        return new PhpString(data, from, length);
    }

    private PhpString escapedString() {
        byte[] bytes = new byte[count()];
        pos += 2;
        for (int i = 0; i < bytes.length; i++) {
            if (data[pos] == '\\') {
                bytes[i] = (byte) ((Character.digit(data[pos + 1], 16) << 4) | Character.digit(data[pos + 2], 16));
                pos += 3;
            } else {
                bytes[i] = data[pos++];
            }
        }
        pos += 2;
        return new PhpString(bytes, 0, bytes.length);
    }

    /** The digits behind the letter and colon at the current place, which moves behind them. */
    private int count() {
        pos += 2;
        return digits();
    }

    private int signedCount() {
        if (data[pos] == '+' || data[pos] == '-') {
            pos++;
        }
        return digits();
    }

    private int digits() {
        int at = pos;
        int count = 0;
        while (Digits.isDigit(data[at])) {
            count = count * 10 + data[at++] - '0';
        }
        pos = at;
        return count;
    }

    private PhpValue custom() {
        PhpString name = string();
        int length = signedCount();
        int from = pos + 2;
        PhpCustom custom = new PhpCustom(name, new PhpString(data, from, length));
        nodes.add(custom, slot + 1);
        PhpValue kept = referenced(custom);
        int slotsBefore = slot;
        Integer slotsInside = payloads.get(from);
        if (slotsInside != null) {
            custom.fill(slotsInside, targets == SlotTargets.NONE ? null : parts(from, from + length));
            slot = slotsBefore + slotsInside;
        }
        pos = from + length + 1;
        return kept;
    }

    private PayloadParts parts(int from, int to) {
        PayloadLayout layout = new PayloadLayout(data, from, to);
        IntList bounds = new IntList();
        List<PhpValue> values = new ArrayList<>();
        for (pos = layout.next(from); pos < to; pos = layout.next(pos)) {
            bounds.add(pos - from);
            // PHP hands the value to the class without its reference.
            values.add(value().dereferenced());
            bounds.add(pos - from);
        }
        return new PayloadParts(bounds.toArray(), values.toArray(new PhpValue[0]));
    }
}
