package io.savehandler.php;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An array or object whose elements are being read. */
final class OpenContainer {
    private static final int COMPARED = 8;

    final @Nullable OpenContainer outer;
    private final @Nullable PhpObject object;
    private final @Nullable PhpReference reference;
    private final PhpValue[] values;
    // Null while the keys are 0, 1, 2 and so on, which is never so for an object.
    private PhpKey @Nullable [] keys;
    private int at;

    OpenContainer(
            @Nullable OpenContainer outer, int count, @Nullable PhpObject object, @Nullable PhpReference reference) {
        this.outer = outer;
        this.object = object;
        this.reference = reference;
        this.values = new PhpValue[count];
        this.keys = object == null ? null : new PhpKey[count];
    }

    boolean isFull() {
        return at == values.length;
    }

    void key(long key) {
        if (keys != null) {
            keys[at] = PhpLong.of(key);
        } else if (key != at) {
            keysSoFar()[at] = PhpLong.of(key);
        }
    }

    void key(PhpString key) {
        PhpKey[] known = keys == null ? keysSoFar() : keys;
        known[at] = object == null ? PhpKey.of(key) : key;
    }

    void add(PhpValue value) {
        values[at++] = value;
    }

    /** The finished array or object, or the reference that holds it. */
    PhpValue close() {
        PhpValue value = object == null ? array() : object();
        if (reference == null) {
            return value;
        }
        reference.fill(value);
        return reference;
    }

    private PhpKey[] keysSoFar() {
        PhpKey[] numbers = new PhpKey[values.length];
        for (int i = 0; i < at; i++) {
            numbers[i] = PhpLong.of(i);
        }
        keys = numbers;
        return numbers;
    }

    private PhpArray array() {
        if (values.length == 0) {
            return PhpArray.EMPTY;
        }
        if (keys == null) {
            return new PhpArray(null, values);
        }
        if (ascending(keys)) {
            return new PhpArray(keys, values);
        }
        KeyIndex index = keys.length > COMPARED ? new KeyIndex(keys, keys.length) : null;
        if (index == null ? !distinct(keys) : index.distinct() < keys.length) {
            Map<PhpKey, PhpValue> once = once(keys);
            return new PhpArray(
                    once.keySet().toArray(new PhpKey[0]), once.values().toArray(new PhpValue[0]));
        }
        return new PhpArray(keys, values, index);
    }

    private PhpObject object() {
        PhpObject read = Objects.requireNonNull(object);
        PhpKey[] names = Objects.requireNonNull(keys);
        if (names.length > COMPARED ? new KeyIndex(names, names.length).distinct() == names.length : distinct(names)) {
            read.fill(names, values, names.length);
        } else {
            Map<PhpKey, PhpValue> once = once(names);
            read.fill(once.keySet().toArray(new PhpKey[0]), once.values().toArray(new PhpValue[0]), once.size());
        }
        return read;
    }

    private static boolean ascending(PhpKey[] keys) {
        long before = Long.MIN_VALUE;
        for (int i = 0; i < keys.length; i++) {
            if (!(keys[i] instanceof PhpLong number) || (number.value <= before && i > 0)) {
                return false;
            }
            before = number.value;
        }
        return true;
    }

    private static boolean distinct(PhpKey[] keys) {
        for (int i = 1; i < keys.length; i++) {
            for (int j = 0; j < i; j++) {
                if (keys[i].equals(keys[j])) {
                    return false;
                }
            }
        }
        return true;
    }

    /** As PHP does: of elements under the same key the last one stays, at the place of the first. */
    private Map<PhpKey, PhpValue> once(PhpKey[] all) {
        Map<PhpKey, PhpValue> once = new LinkedHashMap<>();
        for (int i = 0; i < all.length; i++) {
            once.put(all[i], values[i]);
        }
        return once;
    }
}
