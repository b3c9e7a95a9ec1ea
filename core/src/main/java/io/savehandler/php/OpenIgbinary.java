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
    private PhpValue[] values = NO_VALUES;
    private int size;
    /** An array that was here before, whose keys this one has so far if it {@link #follows} it. */
    private PhpArray before = PhpArray.EMPTY;

    private PhpKey[] keysBefore = NO_KEYS;
    private boolean follows;

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

    private void start(int newSlot, int count, @Nullable PhpObject newObject, @Nullable PhpReference newReference) {
        slot = newSlot;
        left = count;
        size = 0;
        follows = false;
        values = new PhpValue[count];
        object = newObject;
        reference = newReference;
        keys = newObject == null ? null : new PhpKey[count];
    }

    void key(PhpString key) {
        if (!isExpected(key)) {
            otherKeys()[size] = key;
        }
    }

    @SuppressWarnings("ReferenceEquality") // The strings of one session are the same where their numbers are.
    private boolean isExpected(PhpString key) {
        if (!follows) {
            if (size > 0 || keys != null || keysBefore.length != values.length) {
                return false;
            }
            follows = true;
        }
        return keysBefore[size] == key;
    }

    void key(long number) {
        if (number != size || follows || keys != null) {
            otherKeys()[size] = PhpLong.of(number);
        }
    }

    /** Keys that are neither those of a list nor those of the array before. */
    private PhpKey[] otherKeys() {
        PhpKey[] others = keys;
        if (others == null) {
            others = new PhpKey[values.length];
            for (int i = 0; i < size; i++) {
                others[i] = follows ? keysBefore[i] : PhpLong.of(i);
            }
            follows = false;
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
        if (follows && size == values.length) {
            return before.sameKeys(values);
        }
        if (size == 0) {
            return outer().emptyArray();
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
