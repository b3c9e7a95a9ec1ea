package io.savehandler.format;

import java.util.function.Consumer;

/** Whether there are stored variables among those that are visited, and whether they come in the order of their numbers. */
final class StoredOrder implements Consumer<SessionEntry> {
    private int last = -1;
    private boolean ascending = true;

    boolean isKept() {
        return last >= 0 && ascending;
    }

    @Override
    public void accept(SessionEntry entry) {
        if (entry.value == null) {
            ascending &= entry.index > last;
            last = entry.index;
        }
    }
}
