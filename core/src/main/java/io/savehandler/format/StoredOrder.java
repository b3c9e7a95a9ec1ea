package io.savehandler.format;

/** Whether there are stored variables among those that are visited, and whether they come in the order of their numbers. */
final class StoredOrder implements SessionEntries.Visitor {
    private int last = -1;
    private boolean ascending = true;

    boolean isKept() {
        return last >= 0 && ascending;
    }

    @Override
    public void stored(int first, int behindLast) {
        ascending &= first > last;
        last = behindLast - 1;
    }

    @Override
    public void put(SessionEntry entry) {}
}
