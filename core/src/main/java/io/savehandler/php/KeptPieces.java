package io.savehandler.php;

/** Pieces of older data that stand between what a writer wrote; copied only once, when all of them are known. */
final class KeptPieces {
    private static final int WIDTH = 3;

    /** For each piece: how much was written before it, its first byte in the data, the place behind its last. */
    private final IntList pieces = new IntList();

    private byte[] data = {};
    private int bytes;

    int bytes() {
        return bytes;
    }

    void add(int written, byte[] source, int from, int to) {
        int last = pieces.size() - WIDTH;
        if (last >= 0 && pieces.get(last) == written && pieces.get(last + 2) == from) {
            pieces.set(last + 2, to);
        } else {
            pieces.add(written);
            pieces.add(from);
            pieces.add(to);
        }
        data = source;
        bytes = Math.addExact(bytes, to - from);
    }

    /** All pieces, each where it belongs among what was written. */
    byte[] among(byte[] written, int size) {
        byte[] all = new byte[Math.addExact(size, bytes)];
        int at = 0;
        int copied = 0;
        for (int i = 0; i < pieces.size(); i += WIDTH) {
            int before = pieces.get(i) - copied;
            System.arraycopy(written, copied, all, at, before);
            int length = pieces.get(i + 2) - pieces.get(i + 1);
            System.arraycopy(data, pieces.get(i + 1), all, at + before, length);
            at += before + length;
            copied += before;
        }
        System.arraycopy(written, copied, all, at, size - copied);
        return all;
    }
}
