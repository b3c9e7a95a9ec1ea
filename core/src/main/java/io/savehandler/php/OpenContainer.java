package io.savehandler.php;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An array or object whose elements are being read. */
final class OpenContainer {
    private static final int COMPARED = 8;
    private static final PhpValue[] NO_VALUES = {};

    private final @Nullable OpenContainer outer;
    private @Nullable OpenContainer inner;
    private @Nullable PhpObject object;
    private @Nullable PhpReference reference;
    private PhpValue[] values = NO_VALUES;
    // Null while the keys are 0, 1, 2 and so on, which is never so for an object, or those of the guess.
    private PhpKey @Nullable [] keys;
    /** Keys that arrays had here before; this one has them so far if it {@link #follows} them. */
    private @Nullable KeyShape guess;

    private boolean follows;
    private int at;

    OpenContainer(@Nullable OpenContainer outer) {
        this.outer = outer;
    }

    OpenContainer outer() {
        return Objects.requireNonNull(outer);
    }

    /** A container inside this one, of which there is one at a time. */
    OpenContainer inner(int count, @Nullable PhpObject newObject, @Nullable PhpReference newReference) {
        OpenContainer next = inner;
        if (next == null) {
            next = new OpenContainer(this);
            inner = next;
        }
        next.start(count, newObject, newReference);
        return next;
    }

    /** Nearly always null follows null, and writing a field costs more than reading it. */
    private void start(int count, @Nullable PhpObject newObject, @Nullable PhpReference newReference) {
        values = new PhpValue[count];
        at = 0;
        follows = false;
        if (newObject != null || object != null) {
            object = newObject;
        }
        if (newReference != null || reference != null) {
            reference = newReference;
        }
        if (newObject != null || keys != null) {
            keys = newObject == null ? null : new PhpKey[count];
        }
    }

    boolean isFull() {
        return at == values.length;
    }

    /** Reads the key that is likely to come; returns where it ends, or below 0 where another one stands. */
    int expectedKey(KnownKeys known, int offset) {
        if (follows) {
            return followedKey(Objects.requireNonNull(guess), offset);
        }
        if (keys != null) {
            return -1;
        }
        if (known.isListKey(at, offset)) {
            return offset + 4;
        }
        return at == 0 ? firstKey(known, offset) : -1;
    }

    private int firstKey(KnownKeys known, int offset) {
        KeyShape guessed = guess;
        int end = guessed == null || guessed.count() != values.length ? -1 : guessed.match(0, offset);
        if (end < 0) {
            guessed = known.guess(offset, values.length);
            end = guessed == null ? -1 : guessed.match(0, offset);
            guess = guessed;
        }
        follows = end >= 0;
        return end;
    }

    private int followedKey(KeyShape guessed, int offset) {
        int end = guessed.match(at, offset);
        if (end < 0) {
            keys = guessed.firstKeys(at);
            follows = false;
        }
        return end;
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
    PhpValue close(KnownKeys known) {
        PhpValue value = object == null ? array(known) : object();
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

    private PhpArray array(KnownKeys known) {
        if (follows) {
            return Objects.requireNonNull(guess).array(values);
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
        PhpArray array = new PhpArray(keys, values, index);
        known.remember(array);
        return array;
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
