package io.savehandler.format;

import io.savehandler.php.PhpKey;
import io.savehandler.php.PhpString;
import java.util.Arrays;
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
    private static final int WIDTH = 5;
    private static final int KEY_FROM = 1;
    private static final int KEY_TO = 2;
    private static final int START = 3;
    private static final int INDEX = 4;
    private static final int REMOVED = -2;

    private final byte[] data;
    /** For each place the hash of its key, then by the numbers above what is known of a stored variable. */
    private int[] places;
    /** Those that were put or asked for. */
    private @Nullable SessionEntry[] entries;
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
        int room = Integer.highestOneBit(Math.max(count, FEWEST - 1)) * 2;
        places = new int[room * WIDTH];
        entries = new SessionEntry[room];
        table = new int[room * 2];
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
        places[place * WIDTH + INDEX] = entry.index;
        places[place * WIDTH + START] = entry.start;
        entries[place] = entry;
    }

    /** Puts a stored variable whose key is bytes of the data: as {@link #put}, without making an entry of it yet. */
    void putStored(int keyFrom, int keyTo, int index, int start) {
        int hash = PhpString.hash(data, keyFrom, keyTo);
        int mask = table.length - 1;
        int slot = hash & mask;
        while (table[slot] > 0) {
            if (places[(table[slot] - 1) * WIDTH] == hash) {
                put(SessionEntry.stored(PhpString.slice(data, keyFrom, keyTo, hash), index, start));
                return;
            }
            slot = slot + 1 & mask;
        }
        int at = placeOf(hash, slot) * WIDTH;
        places[at + KEY_FROM] = keyFrom;
        places[at + KEY_TO] = keyTo;
        places[at + START] = start;
        places[at + INDEX] = index;
    }

    /** Takes an entry away; says whether there was one. */
    boolean remove(PhpKey key) {
        int place = table[find(key.hashCode(), key)] - 1;
        if (place < 0) {
            return false;
        }
        places[place * WIDTH + INDEX] = REMOVED;
        entries[place] = null;
        size--;
        return true;
    }

    void clear() {
        places = new int[FEWEST * WIDTH];
        entries = new SessionEntry[FEWEST];
        table = new int[FEWEST * 2];
        used = 0;
        size = 0;
    }

    PhpKey[] keys() {
        PhpKey[] keys = new PhpKey[size];
        int at = 0;
        for (int i = 0; i < used; i++) {
            if (places[i * WIDTH + INDEX] != REMOVED) {
                keys[at++] = entry(i).key;
            }
        }
        return keys;
    }

    void forEach(Consumer<SessionEntry> action) {
        for (int i = 0; i < used; i++) {
            if (places[i * WIDTH + INDEX] != REMOVED) {
                action.accept(entry(i));
            }
        }
    }

    /** As {@link #forEach}, but makes no entries of those that are stored. */
    void visit(Visitor visitor) {
        int place = 0;
        while (place < used) {
            int first = places[place * WIDTH + INDEX];
            int start = places[place * WIDTH + START];
            int next = first;
            if (first >= 0) {
                do {
                    next++;
                    place++;
                } while (place < used && places[place * WIDTH + INDEX] == next);
                visitor.stored(first, next, start);
            } else {
                if (first != REMOVED) {
                    visitor.put(entry(place));
                }
                place++;
            }
        }
    }

    private SessionEntry entry(int place) {
        SessionEntry entry = entries[place];
        if (entry == null) {
            int at = place * WIDTH;
            entry = SessionEntry.stored(
                    PhpString.slice(data, places[at + KEY_FROM], places[at + KEY_TO], places[at]),
                    places[at + INDEX],
                    places[at + START]);
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
                    && places[place * WIDTH + INDEX] != REMOVED
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

    /** Closes the gaps of removed entries, and doubles the room unless that was enough. */
    private void makeRoom() {
        int before = used;
        used = 0;
        for (int i = 0; i < before; i++) {
            if (places[i * WIDTH + INDEX] != REMOVED) {
                System.arraycopy(places, i * WIDTH, places, used * WIDTH, WIDTH);
                entries[used++] = entries[i];
            }
        }
        int room = size > entries.length / 2 ? entries.length * 2 : entries.length;
        places = Arrays.copyOf(places, room * WIDTH);
        Arrays.fill(entries, used, before, null);
        entries = Arrays.copyOf(entries, room);
        table = new int[room * 2];
        for (int i = 0; i < used; i++) {
            table[free(places[i * WIDTH])] = i + 1;
        }
    }

    /** Is told of each variable in turn. */
    interface Visitor {

        /** Variables that are stored one behind the other: their numbers, and where the first one's key starts. */
        void stored(int first, int behindLast, int start);

        void put(SessionEntry entry);
    }
}
