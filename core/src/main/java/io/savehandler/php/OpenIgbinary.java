package io.savehandler.php;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An array or object of igbinary data whose elements are being read. */
final class OpenIgbinary {
    private static final PhpValue[] NO_VALUES = {};
    private static final PhpKey[] NO_KEYS = {};
    private static final Set<PhpString> BUILT_IN = Set.of(
            PhpString.of("ArrayObject"),
            PhpString.of("ArrayIterator"),
            PhpString.of("RecursiveArrayIterator"),
            PhpString.of("SplObjectStorage"),
            PhpString.of("SplDoublyLinkedList"),
            PhpString.of("SplQueue"),
            PhpString.of("SplStack"));

    private final @Nullable OpenIgbinary outer;
    private @Nullable OpenIgbinary inner;
    /** That of an array, or 0 for an object, which needs no closing to be named. */
    int slot;
    /** How many entries are yet to come. */
    int left;

    private @Nullable PhpObject object;
    private @Nullable PhpReference reference;
    private List<PhpReference> waiting = List.of();
    // Null while the keys are 0, 1, 2 and so on, which is never so for an object, or those of the array before.
    private PhpKey @Nullable [] keys;
    PhpValue[] values = NO_VALUES;
    int size;
    /** An array that was here before. */
    private PhpArray before = PhpArray.EMPTY;

    private PhpKey[] keysBefore = NO_KEYS;
    /** The keys of the array before, as long as this one may have the same. */
    PhpKey[] expected = NO_KEYS;

    OpenIgbinary(@Nullable OpenIgbinary outer) {
        this.outer = outer;
    }

    OpenIgbinary outer() {
        return Objects.requireNonNull(outer);
    }

    /** A container inside this one, of which there is one at a time. */
    OpenIgbinary inner(int newSlot, int count, @Nullable PhpObject newObject, @Nullable PhpReference newReference) {
        OpenIgbinary next = inner;
        if (next == null) {
            next = new OpenIgbinary(this);
            inner = next;
        }
        next.start(newSlot, count, newObject, newReference);
        return next;
    }

    @SuppressWarnings("ReferenceEquality") // What is the same need not be written, which costs the collector's barrier.
    private void start(int newSlot, int count, @Nullable PhpObject newObject, @Nullable PhpReference newReference) {
        slot = newSlot;
        left = count;
        size = 0;
        values = new PhpValue[count];
        PhpKey[] likely = newObject == null && count == keysBefore.length ? keysBefore : NO_KEYS;
        if (expected != likely) {
            expected = likely;
        }
        if (object != newObject) {
            object = newObject;
        }
        if (reference != newReference) {
            reference = newReference;
        }
        if (keys != null || newObject != null) {
            keys = newObject == null ? null : new PhpKey[count];
        }
    }

    @SuppressWarnings("ReferenceEquality") // The strings of one session are the same where their numbers are.
    void key(PhpString key) {
        if (size >= expected.length || expected[size] != key) {
            otherKeys()[size] = key;
        }
    }

    void key(long number) {
        if (!isNext(size, number)) {
            otherKeys()[size] = PhpLong.of(number);
        }
    }

    /** Whether a key at a place is that of a list, and so were all keys until now. */
    boolean isNext(int place, long number) {
        if (number != place || keys != null || (place > 0 && expected.length > 0)) {
            return false;
        }
        // Writing less often is faster.
        if (expected.length > 0) {
            expected = NO_KEYS;
        }
        return true;
    }

    /** Keys that are neither those of a list nor those of the array before. */
    private PhpKey[] otherKeys() {
        PhpKey[] others = keys;
        if (others == null) {
            others = new PhpKey[values.length];
            for (int i = 0; i < size; i++) {
                others[i] = expected.length > 0 ? expected[i] : PhpLong.of(i);
            }
            expected = NO_KEYS;
            keys = others;
        }
        return others;
    }

    void add(PhpValue value) {
        values[size++] = value;
    }

    /** PHP keeps holes in objects only. */
    void hole() {
        if (object != null) {
            object.holes().addBefore(size);
        }
    }

    /** A reference to this array, which has it once it was read. */
    PhpReference promise() {
        PhpReference promised = new PhpReference(PhpArray.EMPTY);
        if (waiting.isEmpty()) {
            waiting = new ArrayList<>(1);
        }
        waiting.add(promised);
        return promised;
    }

    /** The array or object without its reference. */
    PhpValue close() {
        PhpValue value = object == null ? array() : object(KeysOnce.of(Objects.requireNonNull(keys), size));
        if (!waiting.isEmpty()) {
            waiting.forEach(promised -> promised.fill(value));
            waiting = List.of();
        }
        if (object == null && reference != null) {
            reference.fill(value);
        }
        return value;
    }

    PhpValue held(PhpValue closed) {
        return reference == null ? closed : reference;
    }

    private PhpArray array() {
        if (size == 0) {
            return outer().emptyArray();
        }
        boolean follows = expected.length > 0;
        if (follows && size == values.length) {
            return before.sameKeys(values);
        }
        PhpKey[] read = follows ? otherKeys() : keys;
        if (read == null) {
            return new PhpArray(null, sized(values));
        }
        KeysOnce once = KeysOnce.of(read, size);
        before = new PhpArray(once.keys(), once.values(values), once.index());
        keysBefore = once.keys();
        return before;
    }

    private PhpValue[] sized(PhpValue[] read) {
        return size == read.length ? read : Arrays.copyOf(read, size);
    }

    private PhpObject object(KeysOnce once) {
        PhpObject read = Objects.requireNonNull(object);
        if (read.holeCount() > 0) {
            once.move(read.holes());
        }
        read.fill(once.keys(), once.values(values), once.keys().length);
        return read;
    }

    /** An empty array in here: PHP has one in all, but its own containers keep others. */
    PhpArray emptyArray() {
        boolean builtIn = object != null && BUILT_IN.contains(object.classNameBytes());
        return builtIn ? new PhpArray(null, new PhpValue[0]) : PhpArray.EMPTY;
    }
}
