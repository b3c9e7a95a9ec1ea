package io.savehandler.format;

import io.savehandler.php.PhpKey;
import io.savehandler.php.PhpNull;
import io.savehandler.php.PhpReference;
import io.savehandler.php.PhpString;
import io.savehandler.php.PhpValue;
import io.savehandler.php.StoredValues;
import java.util.Arrays;
import java.util.ConcurrentModificationException;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The variables of a session by key, in their order. As a map that links its entries, but made to be filled fast: most
 * sessions are decoded for few of their variables, so of those that are stored only the keys' hashes are kept until one is
 * asked for. The less memory that takes, the faster it is. Not thread-safe.
 */
final class SessionEntries {
    private static final int FEWEST = 8;
    private static final int USUAL_BYTES = 256;
    private static final @Nullable PhpKey[] NO_KEYS = {};
    private static final @Nullable SessionEntry[] NO_ENTRIES = {};
    private static final SessionEntry REMOVED = SessionEntry.put(PhpString.EMPTY, PhpNull.NULL);

    private final byte[] data;
    private final StoredKeys storedKeys;
    /** How many places there can be before the table is made anew. */
    private int room;
    /** Before this place, each holds the stored variable with its own number unless there is another entry for it. */
    private int inOrder;
    /** The keys of those in order, if they do not stand in the data as they are, or were asked for; or no room for any. */
    private @Nullable PhpKey[] keys = NO_KEYS;
    /** The entries that are not in order, or {@link #REMOVED}; for those that are null, or no room. */
    private @Nullable SessionEntry[] others = NO_ENTRIES;
    /**
     * Open addressing by the lowest bits of the keys' hashes. Each slot holds the hash's other bits and, where the lowest
     * were, one more than the entry's place, which always fits there; or 0. Removed entries stay.
     */
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
        room = Math.max(count, FEWEST - 1) + 1;
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
        next = table[slot(key.hashCode(), key)] & table.length - 1;
        return next - 1;
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
        if (place >= others.length) {
            others = Arrays.copyOf(others, Math.max(place + 1, Math.min(room, others.length * 2)));
        }
        others[place] = entry;
    }

    /** Puts a stored variable whose key is bytes of the data: as {@link #put}, without making an entry of it yet. */
    void putStored(int keyFrom, int keyTo, int index) {
        int hash = PhpString.hash(data, keyFrom, keyTo);
        int mask = table.length - 1;
        int slot = hash & mask;
        while (table[slot] != 0) {
            if (((table[slot] ^ hash) & ~mask) == 0) {
                slot = slot(hash, PhpString.slice(data, keyFrom, keyTo));
                break;
            }
            slot = slot + 1 & mask;
        }
        int place = place(hash, slot);
        if (index == place && inOrder == place) {
            inOrder = place + 1;
        } else {
            putAt(place, SessionEntry.stored(PhpString.slice(data, keyFrom, keyTo), index));
        }
    }

    /** Puts a stored variable whose key does not stand in the data as it is. */
    void putStored(PhpKey key, int index) {
        int hash = key.hashCode();
        int place = place(hash, slot(hash, key));
        if (index == place && inOrder == place) {
            if (keys.length < room) {
                keys = Arrays.copyOf(keys, room);
            }
            keys[place] = key;
            inOrder = place + 1;
        } else {
            putAt(place, SessionEntry.stored(key, index));
        }
    }

    /** Takes an entry away; says whether there was one. */
    boolean remove(PhpKey key) {
        int place = (table[slot(key.hashCode(), key)] & table.length - 1) - 1;
        if (place < 0) {
            return false;
        }
        putAt(place, REMOVED);
        size--;
        return true;
    }

    void clear() {
        room = FEWEST;
        others = NO_ENTRIES;
        table = new int[slotsFor(FEWEST)];
        used = 0;
        size = 0;
        inOrder = 0;
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
            SessionEntry entry = i < others.length ? others[i] : null;
            if (entry == null) {
                action.accept(SessionEntry.stored(storedKey(i), i));
            } else if (entry != REMOVED) {
                action.accept(entry);
            }
        }
    }

    /** Passes on every key and its value; fails when entries come or go in between. */
    void forEach(BiConsumer<PhpKey, PhpValue> action, StoredValues stored) {
        int all = used;
        int left = size;
        for (int i = 0; i < all; i++) {
            if (used != all || size != left) {
                throw new ConcurrentModificationException("a variable was added or removed while all were read");
            }
            if (!isRemoved(i)) {
                action.accept(key(i), value(i, stored));
            }
        }
    }

    /** As {@link #forEach}, but makes no entries of those that are stored. */
    void visit(Visitor visitor) {
        int place = 0;
        while (place < used) {
            SessionEntry entry = place < others.length ? others[place] : null;
            if (entry == null) {
                int first = place;
                place = endOfOrder(place);
                visitor.stored(first, place);
                continue;
            }
            if (entry.value == null) {
                visitor.stored(entry.index, entry.index + 1);
            } else if (entry != REMOVED) {
                visitor.put(entry);
            }
            place++;
        }
    }

    private boolean isInOrder(int place) {
        return place >= others.length || others[place] == null;
    }

    private int endOfOrder(int place) {
        int end = place;
        while (end < others.length && others[end] == null) {
            end++;
        }
        return end < others.length ? end : inOrder;
    }

    private boolean isRemoved(int place) {
        return place < others.length && others[place] == REMOVED;
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
        return made == null ? PhpString.slice(data, storedKeys.from(place), storedKeys.to(place)) : made;
    }

    /** The place that a slot of the table leads to; a new one at the end, if it leads to none. */
    private int place(int hash, int slot) {
        int mask = table.length - 1;
        if (table[slot] != 0) {
            return (table[slot] & mask) - 1;
        }
        int free = slot;
        if (used == room) {
            makeRoom();
            free = free(hash);
            mask = table.length - 1;
        }
        table[free] = (hash & ~mask) | ++used;
        size++;
        return used - 1;
    }

    /** The slot of the table that leads to the key, or the empty one where it belongs. */
    private int slot(int hash, PhpKey key) {
        int mask = table.length - 1;
        int slot = hash & mask;
        while (table[slot] != 0) {
            int place = (table[slot] & mask) - 1;
            if (((table[slot] ^ hash) & ~mask) == 0
                    && !isRemoved(place)
                    && key(place).equals(key)) {
                break;
            }
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private int free(int hash) {
        int mask = table.length - 1;
        int slot = hash & mask;
        while (table[slot] != 0) {
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
        room = size > room / 2 ? room * 2 : room;
        table = new int[slotsFor(room)];
        for (int i = 0; i < used; i++) {
            int hash = key(i).hashCode();
            table[free(hash)] = (hash & -table.length) | (i + 1);
        }
    }

    /** Behind a gap, variables are no longer at the places of their numbers. */
    private void closeGaps() {
        @Nullable SessionEntry[] left = new SessionEntry[room];
        int kept = 0;
        for (int i = 0; i < used; i++) {
            if (!isRemoved(i)) {
                left[kept++] = entry(i);
            }
        }
        others = left;
        used = kept;
        inOrder = 0;
    }

    /** Is told of each variable in turn. */
    interface Visitor {

        /** Variables that are stored one behind the other. */
        void stored(int first, int behindLast);

        void put(SessionEntry entry);
    }
}
