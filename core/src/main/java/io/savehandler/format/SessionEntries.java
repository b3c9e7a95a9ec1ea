package io.savehandler.format;

import io.savehandler.php.PhpKey;
import io.savehandler.php.PhpReference;
import io.savehandler.php.PhpString;
import io.savehandler.php.PhpValue;
import io.savehandler.php.StoredValues;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The variables of a session by key, in their order. As a map that links its entries, but made to be filled fast: most
 * sessions are decoded for few of their variables, so of those that are stored only the keys' hashes are kept until one is
 * asked for. Not thread-safe.
 */
final class SessionEntries {
    private static final int FEWEST = 8;
    private static final int USUAL_BYTES = 256;
    private static final @Nullable PhpKey[] NO_KEYS = {};
    private static final @Nullable SessionEntry[] NO_ENTRIES = {};

    private final byte[] data;
    private final StoredKeys storedKeys;
    /** For each place the hash of its key. */
    private int[] hashes;
    /** Before this place, each holds the stored variable with its own number unless it was changed. */
    private int inOrder;
    /** The places before that which hold something else by now, or nothing. */
    private @Nullable BitSet changed;
    /** The keys of those in order, if they do not stand in the data as they are, or were asked for; or no room for any. */
    private @Nullable PhpKey[] keys = NO_KEYS;
    /** The entries that are not in order; null for those that were removed; or no room for any. */
    private @Nullable SessionEntry[] others = NO_ENTRIES;
    /** Open addressing by the keys' hashes: places plus one, those of removed entries included. */
    private int[] table;

    private int used;
    private int size;
    /** The place behind that of the entry that was found last: many read all of them in their order. */
    private int next;

    /** No entries yet, but room for as many as the data is likely to have. */
    SessionEntries(byte[] data, StoredKeys storedKeys) {
        this(data, storedKeys, data.length / USUAL_BYTES);
    }

    /** No entries yet, but room for more than so many. */
    SessionEntries(byte[] data, StoredKeys storedKeys, int count) {
        this.data = data;
        this.storedKeys = storedKeys;
        int room = Math.max(count, FEWEST - 1) + 1;
        hashes = new int[room];
        table = new int[slotsFor(room)];
    }

    int size() {
        return size;
    }

    /** The place of a key; -1 if it is not there. */
    @SuppressWarnings("ReferenceEquality") // Who reads one after the other has the keys from here.
    int find(PhpKey key) {
        if (next < used && next < keys.length && keys[next] == key && isInOrder(next)) {
            return next++;
        }
        int place = table[slot(key.hashCode(), key)] - 1;
        next = place + 1;
        return place;
    }

    /** The key at a place that was found. */
    PhpKey key(int place) {
        return isInOrder(place) ? storedKey(place) : other(place).key;
    }

    /** The value at a place that was found. */
    PhpValue value(int place, StoredValues stored) {
        if (isInOrder(place)) {
            return stored.value(place);
        }
        SessionEntry entry = other(place);
        return entry.value == null ? stored.value(entry.index) : entry.value;
    }

    /** The reference at a place that was found; null where the value is none, which is not built to find out. */
    @Nullable PhpReference reference(int place, StoredValues stored) {
        boolean isPlain = isInOrder(place) && !stored.mayHaveReferences();
        return !isPlain && value(place, stored) instanceof PhpReference reference ? reference : null;
    }

    /** Puts the entry in the place of one with the same key, or at the end. */
    void put(SessionEntry entry) {
        int hash = entry.key.hashCode();
        putAt(place(hash, slot(hash, entry.key)), entry);
    }

    /** Puts the entry in a place that was found. */
    void putAt(int place, SessionEntry entry) {
        if (others.length < hashes.length) {
            others = Arrays.copyOf(others, hashes.length);
        }
        others[place] = entry;
        if (place < inOrder) {
            change(place);
        }
    }

    /** Puts a stored variable whose key is bytes of the data: as {@link #put}, without making an entry of it yet. */
    void putStored(int keyFrom, int keyTo, int index) {
        int hash = PhpString.hash(data, keyFrom, keyTo);
        int mask = table.length - 1;
        int slot = hash & mask;
        while (table[slot] > 0) {
            if (hashes[table[slot] - 1] == hash) {
                put(SessionEntry.stored(PhpString.slice(data, keyFrom, keyTo, hash), index));
                return;
            }
            slot = slot + 1 & mask;
        }
        int place = place(hash, slot);
        if (index == place && inOrder == place) {
            inOrder = place + 1;
        } else {
            putAt(place, SessionEntry.stored(PhpString.slice(data, keyFrom, keyTo, hash), index));
        }
    }

    /** Puts a stored variable whose key does not stand in the data as it is. */
    void putStored(PhpKey key, int index) {
        int hash = key.hashCode();
        int place = place(hash, slot(hash, key));
        if (index == place && inOrder == place) {
            if (keys.length < hashes.length) {
                keys = Arrays.copyOf(keys, hashes.length);
            }
            keys[place] = key;
            inOrder = place + 1;
        } else {
            putAt(place, SessionEntry.stored(key, index));
        }
    }

    private void change(int place) {
        BitSet all = changed == null ? new BitSet(inOrder) : changed;
        all.set(place);
        changed = all;
    }

    /** Takes an entry away; says whether there was one. */
    boolean remove(PhpKey key) {
        int place = table[slot(key.hashCode(), key)] - 1;
        if (place < 0) {
            return false;
        }
        if (place < others.length) {
            others[place] = null;
        }
        if (place < inOrder) {
            change(place);
        }
        size--;
        return true;
    }

    void clear() {
        hashes = new int[FEWEST];
        others = NO_ENTRIES;
        table = new int[slotsFor(FEWEST)];
        used = 0;
        size = 0;
        inOrder = 0;
        changed = null;
    }

    /** All keys, and the same ones ever after. */
    PhpKey[] keys() {
        if (keys.length < inOrder) {
            keys = Arrays.copyOf(keys, inOrder);
        }
        PhpKey[] all = new PhpKey[size];
        int at = 0;
        for (int i = 0; i < used; i++) {
            if (isInOrder(i)) {
                PhpKey key = storedKey(i);
                keys[i] = key;
                all[at++] = key;
            } else if (!isRemoved(i)) {
                all[at++] = other(i).key;
            }
        }
        return all;
    }

    void forEach(Consumer<SessionEntry> action) {
        for (int i = 0; i < used; i++) {
            if (!isRemoved(i)) {
                action.accept(entry(i));
            }
        }
    }

    /** As {@link #forEach}, but makes no entries of those that are stored. */
    void visit(Visitor visitor) {
        int place = 0;
        while (place < used) {
            if (isInOrder(place)) {
                int first = place;
                place = endOfOrder(place);
                visitor.stored(first, place);
                continue;
            }
            SessionEntry entry = place < others.length ? others[place] : null;
            if (entry != null && entry.value == null) {
                visitor.stored(entry.index, entry.index + 1);
            } else if (entry != null) {
                visitor.put(entry);
            }
            place++;
        }
    }

    private boolean isInOrder(int place) {
        return place < inOrder && (changed == null || !changed.get(place));
    }

    private int endOfOrder(int place) {
        int end = changed == null ? -1 : changed.nextSetBit(place);
        return end < 0 ? inOrder : end;
    }

    private boolean isRemoved(int place) {
        return !isInOrder(place) && (place >= others.length || others[place] == null);
    }

    private SessionEntry entry(int place) {
        return isInOrder(place) ? SessionEntry.stored(storedKey(place), place) : other(place);
    }

    private SessionEntry other(int place) {
        return Objects.requireNonNull(others[place]);
    }

    /** The key of a stored variable that is in order. */
    private PhpKey storedKey(int place) {
        PhpKey made = place < keys.length ? keys[place] : null;
        return made == null ? PhpString.slice(data, storedKeys.from(place), storedKeys.to(place), hashes[place]) : made;
    }

    /** The place that a slot of the table leads to; a new one at the end, if it leads to none. */
    private int place(int hash, int slot) {
        if (table[slot] > 0) {
            return table[slot] - 1;
        }
        int free = slot;
        if (used == hashes.length) {
            makeRoom();
            free = free(hash);
        }
        hashes[used] = hash;
        table[free] = ++used;
        size++;
        return used - 1;
    }

    /** The slot of the table that leads to the key, or the empty one where it belongs. */
    private int slot(int hash, PhpKey key) {
        int mask = table.length - 1;
        int slot = hash & mask;
        while (table[slot] > 0) {
            int place = table[slot] - 1;
            if (hashes[place] == hash && !isRemoved(place) && key(place).equals(key)) {
                break;
            }
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private int free(int hash) {
        int mask = table.length - 1;
        int slot = hash & mask;
        while (table[slot] > 0) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    /** A power of two, of which a third to two thirds are used when the room is. */
    private static int slotsFor(int room) {
        return Integer.highestOneBit(room + room / 2) * 2;
    }

    /** Closes the gaps of removed entries, and doubles the room unless that was enough. */
    private void makeRoom() {
        if (size < used) {
            closeGaps();
        }
        int room = size > hashes.length / 2 ? hashes.length * 2 : hashes.length;
        hashes = Arrays.copyOf(hashes, room);
        table = new int[slotsFor(room)];
        for (int i = 0; i < used; i++) {
            table[free(hashes[i])] = i + 1;
        }
    }

    /** Behind a gap, variables are no longer at the places of their numbers. */
    private void closeGaps() {
        @Nullable SessionEntry[] left = new SessionEntry[hashes.length];
        int kept = 0;
        for (int i = 0; i < used; i++) {
            if (!isRemoved(i)) {
                hashes[kept] = hashes[i];
                left[kept++] = entry(i);
            }
        }
        others = left;
        used = kept;
        inOrder = 0;
        changed = null;
    }

    /** Is told of each variable in turn. */
    interface Visitor {

        /** Variables that are stored one behind the other. */
        void stored(int first, int behindLast);

        void put(SessionEntry entry);
    }
}
