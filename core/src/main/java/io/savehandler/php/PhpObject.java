package io.savehandler.php;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A PHP object as data: the name of its class and its properties in order. The class is never looked up, nothing is ever
 * instantiated. PHP's objects are handles, so this one is equal only to itself, may sit in several places and changes in
 * place for all of them. Not thread-safe.
 *
 * <p>PHP marks what is not public in the property's name; {@link #protectedName} and {@link #privateName} make such
 * names. What a class with {@code __serialize()} wrote looks the same, with the keys of the array it returned.
 */
public final class PhpObject extends PhpValue {
    private static final PhpKey[] NO_KEYS = {};
    private static final PhpValue[] NO_VALUES = {};

    private final PhpString className;
    private PhpKey[] keys;
    private PhpValue[] values;
    private int size;
    private boolean changed;
    private @Nullable PropertyHoles holes;

    /**
     * An object without properties.
     *
     * @param className its class, with its namespace
     * @throws IllegalArgumentException if {@code className} is no class name of PHP's
     */
    public PhpObject(String className) {
        this(PhpString.of(className));
        ClassNames.check(this.className);
    }

    PhpObject(PhpString className) {
        this.className = className;
        this.keys = NO_KEYS;
        this.values = NO_VALUES;
    }

    /**
     * The name under which PHP keeps a protected property.
     *
     * @param property its name in the source code
     * @return the marked name
     */
    public static PhpKey protectedName(String property) {
        return PhpString.of("\0*\0" + property);
    }

    /**
     * The name under which PHP keeps a private property.
     *
     * @param declaringClass the class that declares it, with its namespace
     * @param property its name in the source code
     * @return the marked name
     */
    public static PhpKey privateName(String declaringClass, String property) {
        return PhpString.of('\0' + declaringClass + '\0' + property);
    }

    /**
     * The name of the class.
     *
     * @return the name with its namespace
     * @throws PhpConversionException if it is not UTF-8
     */
    public String className() {
        return className.toUtf8();
    }

    /**
     * How many properties there are.
     *
     * @return at least 0
     */
    public int size() {
        return size;
    }

    /**
     * The names of the properties as PHP keeps them.
     *
     * @return an unmodifiable copy, in order
     */
    public List<PhpKey> names() {
        return List.of(Arrays.copyOf(keys, size));
    }

    /**
     * A public property.
     *
     * @param name its name
     * @return its value, without its reference; {@link PhpNull#NULL} if there is none
     */
    public PhpValue get(String name) {
        return get(PhpString.of(name));
    }

    /**
     * A property.
     *
     * @param name its name as PHP keeps it
     * @return its value, without its reference; {@link PhpNull#NULL} if there is none
     */
    public PhpValue get(PhpKey name) {
        PhpValue element = element(name);
        return element == null ? PhpNull.NULL : element.dereferenced();
    }

    /**
     * A property's value as it is kept.
     *
     * @param name its name as PHP keeps it
     * @return the value, perhaps a {@link PhpReference}; null if there is no such property
     */
    public @Nullable PhpValue element(PhpKey name) {
        int place = find(name);
        return place < 0 ? null : values[place];
    }

    /**
     * Assigns to a public property, see {@link #set(PhpKey, PhpValue)}.
     *
     * @param name its name
     * @param value what it shall be
     */
    public void set(String name, PhpValue value) {
        set(PhpString.of(name), value);
    }

    /**
     * Assigns to a property, as PHP's {@code $object->name = $value}: through its reference where it is one. A
     * {@link PhpReference} is bound in its place, as by {@code &}.
     *
     * @param name its name as PHP keeps it
     * @param value what it shall be
     */
    public void set(PhpKey name, PhpValue value) {
        changed = true;
        int place = find(name);
        if (place < 0) {
            append(name, value);
        } else if (values[place] instanceof PhpReference reference && !(value instanceof PhpReference)) {
            reference.set(value);
        } else {
            values[place] = value;
        }
    }

    /**
     * Takes a property away, as PHP's {@code unset($object->name)}.
     *
     * @param name its name as PHP keeps it
     * @return whether there was one
     */
    public boolean remove(PhpKey name) {
        int place = find(name);
        if (place < 0) {
            return false;
        }
        changed = true;
        size--;
        if (holes != null) {
            holes.propertyRemoved(place);
        }
        System.arraycopy(keys, place + 1, keys, place, size - place);
        System.arraycopy(values, place + 1, values, place, size - place);
        return true;
    }

    PhpString classNameBytes() {
        return className;
    }

    PhpKey keyAt(int place) {
        return keys[Objects.checkIndex(place, size)];
    }

    PhpValue valueAt(int place) {
        return values[place];
    }

    /** The properties without a value, to be added while the object is read. */
    PropertyHoles holes() {
        PropertyHoles known = holes == null ? new PropertyHoles() : holes;
        holes = known;
        return known;
    }

    int holesBefore(int place) {
        return holes == null ? 0 : holes.before(place);
    }

    int holeCount() {
        return holes == null ? 0 : holes.total();
    }

    boolean changed() {
        return changed;
    }

    /** Takes what was read as its properties, which is not a change. */
    void fill(PhpKey[] readKeys, PhpValue[] readValues, int count) {
        keys = readKeys;
        values = readValues;
        size = count;
    }

    private void append(PhpKey name, PhpValue value) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, Math.max(4, size * 2));
            values = Arrays.copyOf(values, keys.length);
        }
        keys[size] = name;
        values[size++] = value;
    }

    private int find(PhpKey name) {
        for (int i = 0; i < size; i++) {
            if (keys[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public PhpType type() {
        return PhpType.OBJECT;
    }

    @Override
    public PhpObject asObject() {
        return this;
    }

    @Override
    public String toString() {
        return "PhpObject(" + size + " properties)";
    }
}
