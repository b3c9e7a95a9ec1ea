package io.savehandler.format;

import io.savehandler.php.PhpConversionException;
import io.savehandler.php.PhpDataException;
import io.savehandler.php.PhpKey;
import io.savehandler.php.PhpNull;
import io.savehandler.php.PhpReference;
import io.savehandler.php.PhpValue;
import io.savehandler.php.StoredValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.ConcurrentModificationException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The variables of one session in their order, as PHP's {@code $_SESSION}. They know the format that decoded them and
 * refuse keys that it cannot store. Values are built from the decoded bytes when they are asked for, and stay the same
 * objects from then on. Not thread-safe.
 *
 * <p>Where a method takes a key as text, that is UTF-8 in PHP. In {@code php_serialize}, text that spells a whole number
 * names the integer key, as in PHP; in the others, where PHP never keeps such keys,
 * it names the key of those bytes.
 */
public final class SessionVariables {
    private final StoredFormat format;
    private final byte[] source;
    private final StoredValues stored;
    private final SessionEntries entries;
    private boolean modified;
    private int puts;

    SessionVariables(StoredFormat format, byte[] source, StoredValues stored, SessionEntries entries) {
        this.format = format;
        this.source = source;
        this.stored = stored;
        this.entries = entries;
    }

    /**
     * The format that decoded these variables.
     *
     * @return the format
     */
    public SessionFormat format() {
        return format;
    }

    /**
     * The value of a variable.
     *
     * @param key the variable's name
     * @return the value, without its reference; {@link PhpNull#NULL} if there is none. An object is the one that the
     *     session holds: changing it changes the session.
     */
    public PhpValue get(String key) {
        return get(format.keyOf(key));
    }

    /**
     * The value of a variable.
     *
     * @param key the variable's name
     * @return the value, without its reference; {@link PhpNull#NULL} if there is none
     */
    public PhpValue get(PhpKey key) {
        int place = entries.find(key);
        return place < 0 ? PhpNull.NULL : entries.value(place, stored).dereferenced();
    }

    /**
     * The value of a variable as it is kept.
     *
     * @param key the variable's name
     * @return the value, a {@link PhpReference} where other holders share the variable's place; empty if there is none
     */
    public Optional<PhpValue> element(PhpKey key) {
        int place = entries.find(key);
        return place < 0 ? Optional.empty() : Optional.of(entries.value(place, stored));
    }

    /**
     * Whether there is a variable.
     *
     * @param key the variable's name
     * @return true also where its value is null
     */
    public boolean containsKey(String key) {
        return containsKey(format.keyOf(key));
    }

    /**
     * Whether there is a variable.
     *
     * @param key the variable's name
     * @return true also where its value is null
     */
    public boolean containsKey(PhpKey key) {
        return entries.find(key) >= 0;
    }

    /**
     * Assigns to a variable, see {@link #put(PhpKey, PhpValue)}.
     *
     * @param key the variable's name
     * @param value what it shall be
     * @throws UnstorableKeyException if the format cannot store the key
     */
    public void put(String key, PhpValue value) {
        put(format.keyOf(key), value);
    }

    /**
     * Assigns to a variable, as PHP's {@code $_SESSION['key'] = $value}: at its place if it is there, at the end if it is
     * new, and through its reference where it is one. A {@link PhpReference} is bound in its place, as by {@code &}.
     *
     * @param key the variable's name
     * @param value what it shall be
     * @throws UnstorableKeyException if the format cannot store the key
     */
    public void put(PhpKey key, PhpValue value) {
        format.check(key);
        int place = entries.find(key);
        PhpReference reference = place < 0 || value instanceof PhpReference ? null : entries.reference(place, stored);
        modified = true;
        if (reference != null) {
            reference.set(value);
            return;
        }
        puts++;
        if (place < 0) {
            entries.put(SessionEntry.put(key, value));
        } else {
            // The stored key is known to its format: it need not be looked for when it is written.
            entries.putAt(place, SessionEntry.put(entries.key(place), value));
        }
    }

    /**
     * Takes a variable away, as PHP's {@code unset($_SESSION['key'])}.
     *
     * @param key the variable's name
     * @return whether there was one
     */
    public boolean remove(String key) {
        return remove(format.keyOf(key));
    }

    /**
     * Takes a variable away, as PHP's {@code unset($_SESSION['key'])}.
     *
     * @param key the variable's name
     * @return whether there was one
     */
    public boolean remove(PhpKey key) {
        boolean removed = entries.remove(key);
        modified |= removed;
        return removed;
    }

    /** Takes all variables away. */
    public void clear() {
        modified |= entries.size() > 0;
        entries.clear();
    }

    /**
     * The names of all variables as text.
     *
     * @return a copy, in order
     * @throws PhpConversionException if a name is not UTF-8; {@link #phpKeys} gives all names
     */
    public Set<String> keys() {
        Set<String> names = new LinkedHashSet<>();
        entries.forEach(entry -> names.add(entry.key.text()));
        return names;
    }

    /**
     * The names of all variables.
     *
     * @return a copy, in order
     */
    public List<PhpKey> phpKeys() {
        return Collections.unmodifiableList(Arrays.asList(entries.keys()));
    }

    /**
     * Passes on every variable, name and value, in order. It is the fastest way to read all of them.
     *
     * @param action what to do with each; takes values as {@link #get} gives them. It may put other values under the
     *     names that are there, but may neither add nor remove variables.
     * @throws ConcurrentModificationException if the action added or removed a variable, and more variables would follow
     */
    public void forEach(BiConsumer<PhpKey, PhpValue> action) {
        entries.forEach((key, value) -> action.accept(key, value.dereferenced()), stored);
    }

    /**
     * How many variables there are.
     *
     * @return at least 0
     */
    public int size() {
        return entries.size();
    }

    /**
     * Whether there are no variables.
     *
     * @return true for none
     */
    public boolean isEmpty() {
        return entries.size() == 0;
    }

    /**
     * Whether anything was changed since these variables were decoded: a variable put (be it to the same value) or
     * removed, or an object or reference changed in place.
     *
     * @return true if encoding may give other bytes than were decoded
     */
    public boolean isModified() {
        return modified || stored.changed();
    }

    /**
     * The variables in whose values an object or reference was changed in place since they were decoded. What was
     * {@link #put} is not among them: it is written as it is then.
     *
     * @return the names, in order
     */
    public List<PhpKey> changedInPlace() {
        List<PhpKey> changed = new ArrayList<>();
        entries.forEach(entry -> {
            if (entry.value == null && stored.changed(entry.index)) {
                changed.add(entry.key);
            }
        });
        return changed;
    }

    /**
     * The variable that takes most room; what several variables share counts for the first of them. Of sessions many
     * times larger than their limit, only the first variables are measured.
     *
     * @return the variable and its size, or the limit that it breaks by itself; empty if there are no variables
     * @throws PhpDataException if a value is nested deeper than PHP reads
     */
    public Optional<VariableSize> largest() {
        LargestVariable largest = new LargestVariable(this);
        entries.forEach(largest::offer);
        return largest.found();
    }

    byte[] source() {
        return source;
    }

    EntrySizes sizes() {
        return format.sizes(this);
    }

    StoredValues stored() {
        return stored;
    }

    SessionEntries entries() {
        return entries;
    }

    /** Whether more variables are as they were decoded than were put. */
    boolean mostAreStored() {
        return puts < entries.size() / 2;
    }

    List<PhpValue> values() {
        List<PhpValue> values = new ArrayList<>(entries.size());
        entries.forEach((key, value) -> values.add(value), stored);
        return values;
    }

    PhpValue valueOf(SessionEntry entry) {
        return entry.value == null ? stored.value(entry.index) : entry.value;
    }

    /**
     * Names the format and the number of variables, never their content.
     *
     * @return a short description
     */
    @Override
    public String toString() {
        return "SessionVariables(" + format.name() + ", " + entries.size() + " variables)";
    }
}
