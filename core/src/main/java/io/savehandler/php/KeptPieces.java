package io.savehandler.php;

import java.util.Arrays;

/** Pieces of older data that stand between what a writer wrote; copied only once, when all of them are known. */
final class KeptPieces {
    private static final int WIDTH = 3;
    private static final byte[] NONE = {};

    /** For each piece: how much was written before it, its first byte in the data, the place behind its last. */
    private final IntList pieces = new IntList();

    private byte[] data = NONE;
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
        int longest = longest();
        int total = Math.addExact(size, bytes);
        int shift = pieces.get(longest + 1) - place(longest);
        // An array that is made as a copy needs no zeros first; what moves as far as the longest piece is in it.
        boolean isCopy = shift >= 0 && shift <= Integer.MAX_VALUE - total;
        byte[] all = isCopy ? Arrays.copyOfRange(data, shift, shift + total) : new byte[total];
        int at = 0;
        int copied = 0;
        for (int i = 0; i < pieces.size(); i += WIDTH) {
            int before = pieces.get(i) - copied;
            System.arraycopy(written, copied, all, at, before);
            at += before;
            copied += before;
            int from = pieces.get(i + 1);
            if (!isCopy || from - at != shift) {
                System.arraycopy(data, from, all, at, length(i));
            }
            at += length(i);
        }
        System.arraycopy(written, copied, all, at, size - copied);
        return all;
    }

    private int longest() {
        int longest = 0;
        for (int i = WIDTH; i < pieces.size(); i += WIDTH) {
            if (length(i) > length(longest)) {
                longest = i;
            }
        }
        return longest;
    }

    private int length(int piece) {
        return pieces.get(piece + 2) - pieces.get(piece + 1);
    }

    /** Where a piece will begin. */
    private int place(int piece) {
        int at = pieces.get(piece);
        for (int i = 0; i < piece; i += WIDTH) {
            at += length(i);
        }
        return at;
    }
}
