package io.savehandler.php;

/** The {@code r:} and {@code R:} of a text, in order of their places. */
final class BackReferences {
    private static final int WIDTH = 4;
    private static final int BY_REFERENCE = 1;
    private static final int IN_PAYLOAD = 2;

    private final IntList items = new IntList();

    void add(int from, int to, int target, boolean byReference) {
        items.add(from);
        items.add(to);
        items.add(target);
        items.add(byReference ? BY_REFERENCE : 0);
    }

    int size() {
        return items.size() / WIDTH;
    }

    void truncate(int size) {
        items.truncate(size * WIDTH);
    }

    /** Notes that all from this one on stand inside a payload. */
    void inPayloadSince(int first) {
        for (int i = first; i < size(); i++) {
            items.set(i * WIDTH + 3, items.get(i * WIDTH + 3) | IN_PAYLOAD);
        }
    }

    int from(int i) {
        return items.get(i * WIDTH);
    }

    int to(int i) {
        return items.get(i * WIDTH + 1);
    }

    int target(int i) {
        return items.get(i * WIDTH + 2);
    }

    boolean byReference(int i) {
        return (items.get(i * WIDTH + 3) & BY_REFERENCE) != 0;
    }

    boolean inPayload(int i) {
        return (items.get(i * WIDTH + 3) & IN_PAYLOAD) != 0;
    }
}
