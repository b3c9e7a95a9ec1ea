package io.savehandler.php;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A PHP array: an ordered map with integer and string keys. Immutable; {@link #with} and {@link #without} give changed
 * copies. Equal when the same keys with equal elements stand in the same order (PHP's {@code ===}), where objects and
 * references equal only themselves.
 *
 * <p>An element may be a {@link PhpReference}, a place shared with other holders. {@link #get} answers with what the
 * reference holds, {@link #element} with the reference itself.
 */
public final class PhpArray extends PhpValue {
    /** The array without elements. */
    public static final PhpArray EMPTY = new PhpArray(null, new PhpValue[0]);

    private static final int SCANNED = 8;

    // Null where the keys are 0, 1, 2 and so on. Arrays with the same keys may share it.
    final PhpKey @Nullable [] keys;
    final PhpValue[] values;
    private @Nullable KeyIndex index;

    /** Takes both arrays as its own; no key may occur twice. */
    PhpArray(PhpKey @Nullable [] keys, PhpValue[] values) {
        this(keys, values, null);
    }

    PhpArray(PhpKey @Nullable [] keys, PhpValue[] values, @Nullable KeyIndex index) {
        this.keys = keys;
        this.values = values;
        this.index = index;
    }

    /**
     * A list: the elements under the keys 0, 1, 2 and so on.
     *
     * @param elements in order
     * @return the array
     */
    public static PhpArray listOf(PhpValue... elements) {
        return elements.length == 0 ? EMPTY : new PhpArray(null, elements.clone());
    }

    /**
     * Starts an array that is put together piece by piece.
     *
     * @return an empty builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * How many elements there are.
     *
     * @return at least 0
     */
    public int size() {
        return values.length;
    }

    /**
     * Whether there are no elements.
     *
     * @return true for none
     */
    public boolean isEmpty() {
        return values.length == 0;
    }

    /**
     * The element under a key, as PHP's {@code $array[$text]} reads it.
     *
     * @param key text; {@code "7"} means the integer key 7
     * @return the element, without its reference; {@link PhpNull#NULL} if there is none
     */
    public PhpValue get(String key) {
        return get(PhpKey.of(key));
    }

    /**
     * The element under an integer key.
     *
     * @param key any
     * @return the element, without its reference; {@link PhpNull#NULL} if there is none
     */
    public PhpValue get(long key) {
        return get(PhpLong.of(key));
    }

    /**
     * The element under a key.
     *
     * @param key any
     * @return the element, without its reference; {@link PhpNull#NULL} if there is none
     */
    public PhpValue get(PhpKey key) {
        PhpValue element = element(key);
        return element == null ? PhpNull.NULL : element.dereferenced();
    }

    /**
     * The element under a key as it is kept.
     *
     * @param key any
     * @return the element, perhaps a {@link PhpReference}; null if there is none
     */
    public @Nullable PhpValue element(PhpKey key) {
        int place = find(key);
        return place < 0 ? null : values[place];
    }

    /**
     * Whether there is an element under a key.
     *
     * @param key any
     * @return true also where the element is null
     */
    public boolean containsKey(PhpKey key) {
        return find(key) >= 0;
    }

    /**
     * The key at a place.
     *
     * @param place from 0 to {@link #size} - 1
     * @return the key
     * @throws IndexOutOfBoundsException if {@code place} is out of range
     */
    public PhpKey keyAt(int place) {
        return keys == null ? PhpLong.of(Objects.checkIndex(place, values.length)) : keys[place];
    }

    /**
     * The element at a place as it is kept.
     *
     * @param place from 0 to {@link #size} - 1
     * @return the element, perhaps a {@link PhpReference}
     * @throws IndexOutOfBoundsException if {@code place} is out of range
     */
    public PhpValue elementAt(int place) {
        return values[place];
    }

    /**
     * This array with one element added at its end, or replaced at its place. An element that is a reference is
     * replaced, not assigned through: for PHP's {@code $array[$key] = $value} on a reference, set the reference.
     *
     * @param key under which key
     * @param value the element
     * @return the changed copy
     */
    public PhpArray with(PhpKey key, PhpValue value) {
        int place = find(key);
        if (place >= 0) {
            PhpValue[] changed = values.clone();
            changed[place] = value;
            return new PhpArray(keys, changed);
        }
        PhpValue[] longer = Arrays.copyOf(values, values.length + 1);
        longer[values.length] = value;
        if (keys == null && key.equals(PhpLong.of(values.length))) {
            return new PhpArray(null, longer);
        }
        PhpKey[] longerKeys = Arrays.copyOf(keys(), values.length + 1);
        longerKeys[values.length] = key;
        return new PhpArray(longerKeys, longer);
    }

    /**
     * This array with one element added at its end, or replaced at its place, see {@link #with(PhpKey, PhpValue)}.
     *
     * @param key text; {@code "7"} means the integer key 7
     * @param value the element
     * @return the changed copy
     */
    public PhpArray with(String key, PhpValue value) {
        return with(PhpKey.of(key), value);
    }

    /**
     * This array without one element.
     *
     * @param key the element's key
     * @return the changed copy, or this array if there is no such element
     */
    public PhpArray without(PhpKey key) {
        int place = find(key);
        if (place < 0) {
            return this;
        }
        PhpValue[] shorter = Arrays.copyOf(values, values.length - 1);
        System.arraycopy(values, place + 1, shorter, place, shorter.length - place);
        if (keys == null && place == shorter.length) {
            return new PhpArray(null, shorter);
        }
        PhpKey[] all = keys();
        PhpKey[] shorterKeys = Arrays.copyOf(all, shorter.length);
        System.arraycopy(all, place + 1, shorterKeys, place, shorter.length - place);
        return new PhpArray(shorterKeys, shorter);
    }

    @Override
    public PhpType type() {
        return PhpType.ARRAY;
    }

    @Override
    public PhpArray asArray() {
        return this;
    }

    boolean isList() {
        if (keys == null) {
            return true;
        }
        for (int i = 0; i < keys.length; i++) {
            if (!(keys[i] instanceof PhpLong number) || number.value != i) {
                return false;
            }
        }
        return true;
    }

    List<PhpValue> list() {
        if (!isList()) {
            throw new PhpConversionException(
                    "Expected a list and found an array with other keys than 0, 1, 2 …; use asMap() or asArray()");
        }
        List<PhpValue> list = new ArrayList<>(values.length);
        for (PhpValue value : values) {
            list.add(value.dereferenced());
        }
        return Collections.unmodifiableList(list);
    }

    Map<String, PhpValue> map() {
        Map<String, PhpValue> map = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            map.put(keyAt(i).text(), values[i].dereferenced());
        }
        return Collections.unmodifiableMap(map);
    }

    /** An array with these keys and other elements, as many. */
    PhpArray sameKeys(PhpValue[] others) {
        return new PhpArray(keys, others, index);
    }

    private PhpKey[] keys() {
        if (keys != null) {
            return keys;
        }
        PhpKey[] numbers = new PhpKey[values.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = PhpLong.of(i);
        }
        return numbers;
    }

    private int find(PhpKey key) {
        if (keys == null) {
            long number = key instanceof PhpLong integer ? integer.value : -1;
            return number >= 0 && number < values.length ? (int) number : -1;
        }
        return keys.length <= SCANNED
                ? scan(keys, keys.length, key)
                : index(keys).find(key);
    }

    private static int scan(PhpKey[] keys, int count, PhpKey key) {
        for (int i = 0; i < count; i++) {
            if (keys[i].equals(key)) {
                return i;
            }
        }
        return -1;
    }

    private KeyIndex index(PhpKey[] known) {
        KeyIndex made = index;
        if (made == null) {
            made = new KeyIndex(known, known.length);
            index = made;
        }
        return made;
    }

    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof PhpArray array && ArrayEquality.equal(this, array));
    }

    @Override
    public int hashCode() {
        int hash = values.length;
        for (int i = 0; i < values.length; i++) {
            PhpValue value = values[i];
            int shallow = value instanceof PhpArray array ? array.size() : value.hashCode();
            hash = hash * 31 + (keyAt(i).hashCode() ^ shallow);
        }
        return hash;
    }

    @Override
    public String toString() {
        return "PhpArray(" + values.length + " elements)";
    }

    /** Puts an array together. Not thread-safe; may be used again after {@link #build}. */
    public static final class Builder {
        private final Map<PhpKey, PhpValue> elements = new LinkedHashMap<>();
        private long next;

        private Builder() {}

        /**
         * Adds an element, or replaces the one under the same key at its place.
         *
         * @param key text; {@code "7"} means the integer key 7
         * @param value the element
         * @return this builder
         */
        public Builder put(String key, PhpValue value) {
            return put(PhpKey.of(key), value);
        }

        /**
         * Adds an element, or replaces the one under the same key at its place.
         *
         * @param key any
         * @param value the element
         * @return this builder
         */
        public Builder put(PhpKey key, PhpValue value) {
            PhpKey canonical = key instanceof PhpString string ? PhpKey.of(string) : key;
            elements.put(canonical, value);
            if (canonical instanceof PhpLong number && number.value >= next) {
                next = number.value + 1;
            }
            return this;
        }

        /**
         * Adds an element under the next integer key, as PHP's {@code $array[] = $value}.
         *
         * @param value the element
         * @return this builder
         */
        public Builder add(PhpValue value) {
            return put(PhpLong.of(next), value);
        }

        /**
         * The array.
         *
         * @return the elements in the order in which their keys came first
         */
        public PhpArray build() {
            if (elements.isEmpty()) {
                return EMPTY;
            }
            PhpKey[] keys = elements.keySet().toArray(new PhpKey[0]);
            PhpArray array = new PhpArray(keys, elements.values().toArray(new PhpValue[0]));
            return array.isList() ? new PhpArray(null, array.values) : array;
        }
    }
}
