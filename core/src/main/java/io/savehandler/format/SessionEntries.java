package io.savehandler.format;

import io.savehandler.php.PhpKey;
import io.savehandler.php.PhpString;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The variables of a session by key, in their order. As a map that links its entries, but made to be filled fast: most
 * sessions are decoded for few of their variables, so of those that are stored only numbers are kept until one is asked
 * for. Not thread-safe.
 */
final class SessionEntries {
    private static final int FEWEST = 8;
    private static final int USUAL_BYTES = 256;
    private static final int WIDTH = 3;
    private static final int KEY_FROM = 1;
    private static final int KEY_TO = 2;

    private final byte[] data;
    /** For each place the hash of its key, then by the numbers above what is known of a stored variable's key. */
    private int[] places;
    /** Those that were put or asked for; null for others, and for those that were removed. */
    private @Nullable SessionEntry[] entries;
    /** Before this place, each holds the stored variable with its own number unless it was changed. */
    private int inOrder;
    /** The places before that which hold something else by now, or nothing. */
    private @Nullable BitSet changed;
    /** Open addressing by the keys' hashes: places plus one, those of removed entries included. */
    private int[] table;

    private int used;
    private int size;
    /** The place behind that of the entry that was found last: many read all of them in their order. */
    private int next;

    /** No entries yet, but room for as many as the data is likely to have. */
    SessionEntries(byte[] data) {
        this(data, data.length / USUAL_BYTES);
    }

    /** No entries yet, but room for more than so many. */
    SessionEntries(byte[] data, int count) {
        this.data = data;
        int room = Math.max(count, FEWEST - 1) + 1;
        places = new int[room * WIDTH];
        entries = new SessionEntry[room];
        table = new int[slotsFor(room)];
    }

    int size() {
        return size;
    }

    @SuppressWarnings("ReferenceEquality") // Who reads one after the other has the keys from here.
    @Nullable SessionEntry get(PhpKey key) {
        SessionEntry likely = next < used ? entries[next] : null;
        if (likely != null && likely.key == key) {
            next++;
            return likely;
        }
        int place = table[find(key.hashCode(), key)];
        next = place;
        return place == 0 ? null : entry(place - 1);
    }

    /** Puts the entry in the place of one with the same key, or at the end. */
    void put(SessionEntry entry) {
        int hash = entry.key.hashCode();
        int place = placeOf(hash, find(hash, entry.key));
        entries[place] = entry;
        if (entry.index == place && inOrder == place) {
            inOrder++;
        } else if (entry.index != place && place < inOrder) {
            change(place);
        }
    }

    /** Puts a stored variable whose key is bytes of the data: as {@link #put}, without making an entry of it yet. */
    void putStored(int keyFrom, int keyTo, int index) {
        int hash = PhpString.hash(data, keyFrom, keyTo);
        int mask = table.length - 1;
        int slot = hash & mask;
        while (table[slot] > 0) {
            if (places[(table[slot] - 1) * WIDTH] == hash) {
                put(SessionEntry.stored(PhpString.slice(data, keyFrom, keyTo, hash), index));
                return;
            }
            slot = slot + 1 & mask;
        }
        int place = placeOf(hash, slot);
        if (index != place || inOrder != place) {
            entries[place] = SessionEntry.stored(PhpString.slice(data, keyFrom, keyTo, hash), index);
            return;
        }
        inOrder = place + 1;
        places[place * WIDTH + KEY_FROM] = keyFrom;
        places[place * WIDTH + KEY_TO] = keyTo;
    }

    private void change(int place) {
        BitSet all = changed == null ? new BitSet(inOrder) : changed;
        all.set(place);
        changed = all;
    }

    /** Takes an entry away; says whether there was one. */
    boolean remove(PhpKey key) {
        int place = table[find(key.hashCode(), key)] - 1;
        if (place < 0) {
            return false;
        }
        entries[place] = null;
        if (place < inOrder) {
            change(place);
        }
        size--;
        return true;
    }

    void clear() {
        places = new int[FEWEST * WIDTH];
        entries = new SessionEntry[FEWEST];
        table = new int[slotsFor(FEWEST)];
        used = 0;
        size = 0;
        inOrder = 0;
        changed = null;
    }

    PhpKey[] keys() {
        PhpKey[] keys = new PhpKey[size];
        int at = 0;
        for (int i = 0; i < used; i++) {
            if (!isRemoved(i)) {
                keys[at++] = entry(i).key;
            }
        }
        return keys;
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
            int first = place;
            place = isInOrder(place) ? endOfOrder(place) : place + 1;
            SessionEntry entry = entries[first];
            if (isInOrder(first)) {
                visitor.stored(first, place);
            } else if (entry != null && entry.value == null) {
                visitor.stored(entry.index, entry.index + 1);
            } else if (entry != null) {
                visitor.put(entry);
            }
        }
    }

    private boolean isInOrder(int place) {
        return place < inOrder && (changed == null || !changed.get(place));
    }

    private int endOfOrder(int place) {
        int next = changed == null ? -1 : changed.nextSetBit(place);
        return next < 0 ? inOrder : next;
    }

    private boolean isRemoved(int place) {
        return entries[place] == null && !isInOrder(place);
    }

    private SessionEntry entry(int place) {
        SessionEntry entry = entries[place];
        if (entry == null) {
            int at = place * WIDTH;
            entry = SessionEntry.stored(
                    PhpString.slice(data, places[at + KEY_FROM], places[at + KEY_TO], places[at]), place);
            entries[place] = entry;
        }
        return entry;
    }

    /** The place that a slot of the table leads to; a new one at the end, if it leads to none. */
    private int placeOf(int hash, int slot) {
        if (table[slot] > 0) {
            return table[slot] - 1;
        }
        int free = slot;
        if (used == entries.length) {
            makeRoom();
            free = free(hash);
        }
        places[used * WIDTH] = hash;
        table[free] = ++used;
        size++;
        return used - 1;
    }

    /** The slot of the table that leads to the key, or the empty one where it belongs. */
    private int find(int hash, PhpKey key) {
        int mask = table.length - 1;
        int slot = hash & mask;
        while (table[slot] > 0) {
            int place = table[slot] - 1;
            if (places[place * WIDTH] == hash
                    && !isRemoved(place)
                    && entry(place).key.equals(key)) {
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
        int room = size > entries.length / 2 ? entries.length * 2 : entries.length;
        places = Arrays.copyOf(places, room * WIDTH);
        entries = Arrays.copyOf(entries, room);
        table = new int[slotsFor(room)];
        for (int i = 0; i < used; i++) {
            table[free(places[i * WIDTH])] = i + 1;
        }
    }

    /** Behind a gap, variables are no longer at the places of their numbers. */
    private void closeGaps() {
        int kept = 0;
        for (int i = 0; i < used; i++) {
            if (!isRemoved(i)) {
                SessionEntry entry = entry(i);
                places[kept * WIDTH] = places[i * WIDTH];
                entries[kept++] = entry;
            }
        }
        Arrays.fill(entries, kept, used, null);
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
