package io.savehandler.testkit;

import java.nio.charset.StandardCharsets;

/** Session data for tests. */
final class Bytes {
    private Bytes() {}

    /** The text's characters as one byte each. */
    static byte[] of(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static String text(byte[] data) {
        return new String(data, StandardCharsets.ISO_8859_1);
    }

    /** Bytes of a length, each value equally often, no period that a block size could divide. */
    static byte[] ofLength(int length) {
        byte[] data = new byte[length];
        for (int i = 0; i < length; i++) {
            data[i] = (byte) (i * 167 + i / 251);
        }
        return data;
    }

    static int count(byte[] data) {
        return data.length == 0 ? 0 : Integer.parseInt(text(data));
    }

    static byte[] ofCount(int count) {
        return of(Integer.toString(count));
    }
}
