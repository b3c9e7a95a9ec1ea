package io.savehandler.php;

import java.util.HashMap;
import java.util.Map;

/**
 * Checks serialized text without building values, and notes what a later change of the session needs to know: how many
 * slots each value takes, where the back-references are, and which slots are objects. One pass, no recursion (but for
 * payloads inside payloads, which are bounded).
 */
final class PhpScanner extends ContainerScanner {
    private static final int PAYLOADS_IN_PAYLOADS = 8;

    private int payloadDepth;
    private int lastCount;

    final BackReferences backReferences = new BackReferences();
    /** For each enum case: its slot, where its name starts, where it ends. */
    final IntList enums = new IntList();

    private Map<Integer, Integer> payloads = Map.of();

    private final IntList objectSlots = new IntList();

    PhpScanner(byte[] data, PhpLimits limits) {
        super(data, limits);
        limits.checkBytes(data.length);
    }

    static int payloadSlots(PhpString payload) {
        PhpScanner scanner = new PhpScanner(payload.bytes(), PhpLimits.defaults());
        scanner.payload(0, payload.length);
        return scanner.slots;
    }

    int slots() {
        return slots;
    }

    /** How many slots a payload takes, by the offset at which it starts. */
    Map<Integer, Integer> payloads() {
        return payloads;
    }

    /** Checks the value at the offset; returns where it ends. */
    int skip(int offset) {
        int floor = depth;
        int pos = head(offset);
        while (depth > floor) {
            pos = usualTokens(pos, floor);
            if (depth > floor) {
                pos = otherToken(pos);
            }
        }
        return pos;
    }

    /** Checks a value where one is expected, otherwise a key and its value, or the end of a container. */
    private int otherToken(int pos) {
        if (valueIsNext) {
            return head(pos);
        }
        if (open[depth - 1] == 0) {
            expect(pos, '}');
            depth--;
            return pos + 1;
        }
        open[depth - 1]--;
        int usual = usual(pos);
        return head(usual < 0 ? key(pos) : usual);
    }

    /** Checks a whole scalar, or the head of a container, which then is open. */
    private int head(int pos) {
        return switch (at(pos)) {
            case 's' -> string(slot(pos));
            case 'i' -> integer(slot(pos));
            case 'a' -> array(slot(pos));
            case 'b' -> bool(slot(pos));
            case 'N' -> absent(slot(pos));
            case 'd' -> DoubleText.check(data, separator(slot(pos)), end);
            case 'S' -> escapedString(slot(pos));
            case 'O' -> object(objectSlot(pos));
            case 'E' -> enumCase(objectSlot(pos));
            case 'C' -> custom(objectSlot(pos));
            case 'r' -> sameObject(slot(pos));
            case 'R' -> reference(pos);
            case '}' -> throw fault("fewer elements than the count says", pos);
            default -> throw fault(pos < end ? "no value starts like this" : "the data ends too early", pos);
        };
    }

    /** Checks a key; returns where it ends. */
    int key(int pos) {
        return switch (at(pos)) {
            case 's' -> string(pos);
            case 'i' -> integer(pos);
            case 'S' -> escapedString(pos);
            case '}' -> throw fault("fewer elements than the count says", pos);
            default -> throw fault("a key is neither an integer nor a string", pos);
        };
    }

    private int slot(int pos) {
        if (++slots > mostSlots) {
            throw fault("more than " + mostSlots + " values", pos);
        }
        return pos;
    }

    private int objectSlot(int pos) {
        slot(pos);
        objectSlots.add(slots);
        return pos;
    }

    /** Checks the start of an array around all that follows; returns the place of its first key. */
    int openArray(int pos) {
        if (at(pos) != 'a') {
            throw fault("the session is not an array", pos);
        }
        slot(pos);
        int first = arrayStart(pos);
        if (lastCount > 0) {
            push(pos, lastCount);
        }
        return first;
    }

    private int arrayStart(int pos) {
        int few = fewElements(pos);
        if (few >= 0) {
            lastCount = few;
            return pos + 5;
        }
        int p = separator(pos);
        int to = skipDigits(p);
        if (to == p) {
            throw fault("a count without digits", p);
        }
        expect(to, ':');
        expect(to + 1, '{');
        lastCount = count(p, to);
        return to + 2;
    }

    int lastCount() {
        return lastCount;
    }

    /** Checks the end of an array; returns the place behind it. */
    int arrayEnd(int pos) {
        expect(pos, '}');
        return pos + 1;
    }

    private int array(int pos) {
        int first = arrayStart(pos);
        if (lastCount > 0) {
            push(pos, lastCount);
            return first;
        }
        return arrayEnd(first);
    }

    private int object(int pos) {
        int afterName = className(pos);
        int digits = signed(afterName);
        int to = skipDigits(digits);
        expect(to, ':');
        expect(to + 1, '{');
        push(pos, notNegative(afterName, digits, to));
        return to + 2;
    }

    private int custom(int pos) {
        int afterName = className(pos);
        int digits = signed(afterName);
        int to = skipDigits(digits);
        expect(to, ':');
        expect(to + 1, '{');
        int from = to + 2;
        int size = notNegative(afterName, digits, to);
        if (size >= end - from) {
            throw fault("a length beyond the end of the data", afterName);
        }
        expect(from + size, '}');
        payload(from, from + size);
        return from + size + 1;
    }

    /** Counts the slots of a payload that is serialized text itself; leaves everything as it was if it is not. */
    private void payload(int from, int to) {
        if (payloadDepth == PAYLOADS_IN_PAYLOADS || from == to) {
            return;
        }
        int slotsBefore = slots;
        int depthBefore = depth;
        int endBefore = end;
        int enumsBefore = enums.size();
        int objectsBefore = objectSlots.size();
        int referencesBefore = backReferences.size();
        payloadDepth++;
        end = to;
        try {
            PayloadLayout layout = new PayloadLayout(data, from, to);
            for (int at = layout.next(from); at < to; at = layout.next(at)) {
                at = skip(at);
            }
            backReferences.inPayloadSince(referencesBefore);
            if (payloads.isEmpty()) {
                payloads = new HashMap<>();
            }
            payloads.put(from, slots - slotsBefore);
        } catch (PhpDataException opaque) {
            slots = slotsBefore;
            depth = depthBefore;
            enums.truncate(enumsBefore);
            objectSlots.truncate(objectsBefore);
            backReferences.truncate(referencesBefore);
        } finally {
            payloadDepth--;
            end = endBefore;
        }
    }

    private int enumCase(int pos) {
        int p = separator(pos);
        int digits = skipDigits(p);
        int from = quote(p, digits);
        int to = from + length(p, digits, from);
        int colon = from;
        while (colon < to && data[colon] != ':') {
            colon++;
        }
        if (colon == to) {
            throw fault("an enum case without a colon after its class", from);
        }
        if (colon == to - 1) {
            throw fault("an enum case without a name", to);
        }
        int wrong = ClassNames.firstWrong(data, from, colon);
        if (wrong >= 0) {
            throw fault("no class name", wrong);
        }
        expect(to, '"');
        expect(to + 1, ';');
        enums.add(slots);
        enums.add(from);
        enums.add(to);
        return to + 2;
    }

    private int sameObject(int pos) {
        int p = separator(pos);
        int to = skipDigits(p);
        int target = target(p, to, slots - 1);
        if (!objectSlots.containsSorted(target)) {
            throw fault("r: names something that is not an object", p);
        }
        objectSlots.add(slots);
        backReferences.add(pos, to + 1, target, false);
        return to + 1;
    }

    private int reference(int pos) {
        int p = separator(pos);
        int to = skipDigits(p);
        backReferences.add(pos, to + 1, target(p, to, slots), true);
        return to + 1;
    }

    private int target(int from, int to, int largest) {
        int target = count(from, to);
        if (target < 1 || target > largest) {
            throw fault("a back-reference to a value that was not there before", from);
        }
        expect(to, ';');
        return target;
    }

    private int className(int pos) {
        int p = separator(pos);
        int digits = skipDigits(p);
        int from = quote(p, digits);
        int to = from + length(p, digits, from);
        int wrong = ClassNames.firstWrong(data, from, to);
        if (wrong >= 0) {
            throw fault("no class name", wrong);
        }
        expect(to, '"');
        expect(to + 1, ':');
        return to + 2;
    }

    /** In a payload that turns out to be no serialized text, an error is caught at once; there may be many of them. */
    @Override
    PhpDataException fault(String problem, int offset) {
        return payloadDepth == 0 ? super.fault(problem, offset) : PhpDataException.withoutTrace(problem, offset);
    }
}
