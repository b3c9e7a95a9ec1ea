package io.savehandler.format;

import io.savehandler.php.PhpKey;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The variables of a session by key, in their order. As a map that links its entries, but made to be filled fast: most
 * sessions are decoded for few of their variables. Not thread-safe.
 */
final class SessionEntries {
    private static final int FEWEST = 8;
    private static final int USUAL_BYTES = 128;

    private @Nullable SessionEntry[] ordered;
    /** Open addressing by the keys' hashes: places in {@code ordered} plus one, those of removed entries included. */
    private int[] table;

    private int used;
    private int size;

    /** No entries yet, but room for as many as so many bytes of data are likely to have. */
    SessionEntries(int bytes) {
        int room = Integer.highestOneBit(Math.max(bytes / USUAL_BYTES, FEWEST - 1)) * 2;
        ordered = new SessionEntry[room];
        table = new int[room * 2];
    }

    int size() {
        return size;
    }

    @Nullable SessionEntry get(PhpKey key) {
        int place = table[find(key)];
        return place == 0 ? null : ordered[place - 1];
    }

    /** Puts the entry in the place of one with the same key, or at the end. */
    void put(SessionEntry entry) {
        int slot = find(entry.key);
        if (table[slot] > 0) {
            ordered[table[slot] - 1] = entry;
            return;
        }
        if (used == ordered.length) {
            makeRoom();
            slot = find(entry.key);
        }
        ordered[used++] = entry;
        table[slot] = used;
        size++;
    }

    /** Takes an entry away; says whether there was one. */
    boolean remove(PhpKey key) {
        int place = table[find(key)];
        if (place == 0) {
            return false;
        }
        ordered[place - 1] = null;
        size--;
        return true;
    }

    void clear() {
        ordered = new SessionEntry[FEWEST];
        table = new int[FEWEST * 2];
        used = 0;
        size = 0;
    }

    void forEach(Consumer<SessionEntry> action) {
        for (int i = 0; i < used; i++) {
            SessionEntry entry = ordered[i];
            if (entry != null) {
                action.accept(entry);
            }
        }
    }

    /** The slot of the table that leads to the key, or the empty one where it belongs. */
    private int find(PhpKey key) {
        int mask = table.length - 1;
        int slot = key.hashCode() & mask;
        while (table[slot] > 0) {
            SessionEntry entry = ordered[table[slot] - 1];
            if (entry != null && entry.key.equals(key)) {
                break;
            }
            slot = slot + 1 & mask;
        }
        return slot;
    }

    /** Closes the gaps of removed entries, and doubles the room unless that was enough. */
    private void makeRoom() {
        @Nullable SessionEntry[] old = ordered;
        ordered = new SessionEntry[size > old.length / 2 ? old.length * 2 : old.length];
        table = new int[ordered.length * 2];
        used = 0;
        for (SessionEntry entry : old) {
            if (entry != null) {
                ordered[used++] = entry;
                table[find(entry.key)] = used;
            }
        }
    }
}
