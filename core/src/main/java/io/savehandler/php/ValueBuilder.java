package io.savehandler.php;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds values from text that {@link PhpScanner} has checked. Strings become slices of the text. No recursion (but for
 * payloads inside payloads, which the scanner bounds).
 */
final class ValueBuilder {
    private final byte[] data;
    private final SlotTargets targets;
    private final IdentityNodes nodes;
    private final Map<Integer, Integer> payloads;
    private int slot;
    private int nextTarget;
    private int nextTargetSlot;
    private int pos;

    /** {@code payloads} says how many slots the payload that starts at an offset takes. */
    ValueBuilder(byte[] data, SlotTargets targets, IdentityNodes nodes, Map<Integer, Integer> payloads) {
        this.data = data;
        this.payloads = payloads;
        this.targets = targets;
        this.nodes = nodes;
    }

    /** The key at an offset, as the key of an array's element. */
    static PhpKey key(byte[] data, int offset) {
        ValueBuilder builder = new ValueBuilder(data, SlotTargets.NONE, new IdentityNodes(), Map.of());
        builder.pos = offset;
        if (data[offset] == 'i') {
            return PhpLong.of(builder.integer());
        }
        return PhpKey.of(data[offset] == 's' ? builder.string() : builder.escapedString());
    }

    /** The value at an offset whose slot is the one after the given one. */
    PhpValue build(int offset, int slotsBefore) {
        pos = offset;
        slot = slotsBefore;
        nextTarget = targets.placeFrom(slotsBefore + 1);
        nextTargetSlot = targets.slotAt(nextTarget);
        return value();
    }

    private PhpValue value() {
        OpenContainer open = null;
        while (true) {
            if (data[pos] == 'a') {
                open = array(open);
            } else if (data[pos] == 'O') {
                open = object(open);
            } else if (open == null) {
                return leaf();
            } else {
                open.add(leaf());
            }
            while (open.isFull()) {
                pos++;
                PhpValue closed = open.close();
                open = open.outer;
                if (open == null) {
                    return closed;
                }
                open.add(closed);
            }
            readKey(open);
        }
    }

    private OpenContainer array(@Nullable OpenContainer outer) {
        int count = count();
        pos += 2;
        return new OpenContainer(outer, count, null, openReference(PhpArray.EMPTY));
    }

    private OpenContainer object(@Nullable OpenContainer outer) {
        PhpObject object = new PhpObject(string());
        nodes.add(object, slot + 1);
        int count = signedCount();
        pos += 2;
        return new OpenContainer(outer, count, object, openReference(object));
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

    private void readKey(OpenContainer container) {
        if (data[pos] == 'i') {
            container.key(integer());
        } else {
            PhpString key = data[pos] == 's' ? string() : escapedString();
            container.key(key);
        }
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
