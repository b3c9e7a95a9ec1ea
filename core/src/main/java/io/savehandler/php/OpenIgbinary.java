package io.savehandler.php;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    final @Nullable OpenIgbinary outer;
    final int slot;
    /** How many entries are yet to come. */
    int left;

    private final @Nullable PhpObject object;
    private final @Nullable PhpReference reference;
    private final List<PhpReference> waiting = new ArrayList<>(0);
    private PhpKey[] keys = {};
    private PhpValue[] values = {};
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
    }

    void key(PhpKey key) {
        if (size == keys.length) {
            int room = size + Math.min(left + 1, Math.max(size, 8));
            keys = Arrays.copyOf(keys, room);
            values = Arrays.copyOf(values, room);
        }
        keys[size] = key;
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
        waiting.add(promised);
        return promised;
    }

    /** The array or object without its reference. */
    PhpValue close() {
        trim();
        if (object != null) {
            object.fill(keys, values, size);
            return object;
        }
        PhpValue array = array();
        waiting.forEach(promised -> promised.fill(array));
        if (reference != null) {
            reference.fill(array);
        }
        return array;
    }

    PhpValue held(PhpValue closed) {
        return reference == null ? closed : reference;
    }

    private PhpArray array() {
        if (size == 0) {
            // PHP has one empty array; only its own containers keep others.
            return outer != null && outer.isBuiltIn() ? new PhpArray(null, values) : PhpArray.EMPTY;
        }
        return isList() ? new PhpArray(null, values) : new PhpArray(keys, values);
    }

    private boolean isBuiltIn() {
        return object != null && BUILT_IN.contains(object.classNameBytes());
    }

    private boolean isList() {
        for (int i = 0; i < size; i++) {
            if (!(keys[i] instanceof PhpLong number) || number.value != i) {
                return false;
            }
        }
        return true;
    }

    private void trim() {
        keys = size == keys.length ? keys : Arrays.copyOf(keys, size);
        values = size == values.length ? values : Arrays.copyOf(values, size);
        if (!isList() && new KeyIndex(keys, size).distinct() < size) {
            keepEachKeyOnce();
        }
    }

    /** As PHP does: of elements under the same key the last one stays, at the place of the first. */
    private void keepEachKeyOnce() {
        Map<PhpKey, PhpValue> once = new LinkedHashMap<>();
        IntList places = new IntList();
        for (int i = 0; i < size; i++) {
            places.add(once.size());
            once.put(keys[i], values[i]);
        }
        places.add(once.size());
        if (object != null && object.holeCount() > 0) {
            object.holes().move(places);
        }
        keys = once.keySet().toArray(new PhpKey[0]);
        values = once.values().toArray(new PhpValue[0]);
        size = keys.length;
    }
}
