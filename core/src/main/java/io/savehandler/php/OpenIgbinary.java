package io.savehandler.php;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An array or object of igbinary data whose elements are being read. Grows as they come: a count proves nothing. */
final class OpenIgbinary {
    private static final Set<PhpString> BUILT_IN = Set.of(
            PhpString.of("ArrayObject"),
            PhpString.of("ArrayIterator"),
            PhpString.of("RecursiveArrayIterator"),
            PhpString.of("SplObjectStorage"),
            PhpString.of("SplDoublyLinkedList"),
            PhpString.of("SplQueue"),
            PhpString.of("SplStack"));

    private static final int FIRST_ROOM = 16;

    final @Nullable OpenIgbinary outer;
    final int slot;
    /** How many entries are yet to come. */
    int left;

    private final @Nullable PhpObject object;
    private final @Nullable PhpReference reference;
    private List<PhpReference> waiting = List.of();
    // Null while the keys are 0, 1, 2 and so on, which is never so for an object.
    private PhpKey @Nullable [] keys;
    private PhpValue[] values;
    private int size;

    /** {@code slot} is that of an array, or -1 for an object, which needs no closing to be named. */
    OpenIgbinary(
            @Nullable OpenIgbinary outer,
            int slot,
            int count,
            @Nullable PhpObject object,
            @Nullable PhpReference reference) {
        this.outer = outer;
        this.slot = slot;
        this.left = count;
        this.object = object;
        this.reference = reference;
        int room = Math.min(count, FIRST_ROOM);
        this.values = new PhpValue[room];
        this.keys = object == null ? null : new PhpKey[room];
    }

    void key(PhpKey key) {
        if (size == values.length) {
            int room = size + Math.min(left + 1, Math.max(size, FIRST_ROOM));
            values = Arrays.copyOf(values, room);
            keys = keys == null ? null : Arrays.copyOf(keys, room);
        }
        PhpKey[] known = keys;
        if (known != null) {
            known[size] = key;
        } else if (!(key instanceof PhpLong number) || number.value != size) {
            keysSoFar()[size] = key;
        }
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
        PhpKey[] known = keys;
        PhpValue value = object == null
                ? array(known == null ? null : KeysOnce.of(known, size))
                : object(KeysOnce.of(Objects.requireNonNull(known), size));
        for (PhpReference promised : waiting) {
            promised.fill(value);
        }
        if (object == null && reference != null) {
            reference.fill(value);
        }
        return value;
    }

    PhpValue held(PhpValue closed) {
        return reference == null ? closed : reference;
    }

    private PhpArray array(@Nullable KeysOnce once) {
        if (once != null) {
            return new PhpArray(once.keys(), once.values(values), once.index());
        }
        if (size == 0) {
            return outer == null ? PhpArray.EMPTY : outer.emptyArray();
        }
        return new PhpArray(null, size == values.length ? values : Arrays.copyOf(values, size));
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

    private PhpKey[] keysSoFar() {
        PhpKey[] numbers = new PhpKey[values.length];
        for (int i = 0; i < size; i++) {
            numbers[i] = PhpLong.of(i);
        }
        keys = numbers;
        return numbers;
    }
}
