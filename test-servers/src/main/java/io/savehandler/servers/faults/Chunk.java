package io.savehandler.servers.faults;

import java.io.IOException;
import java.io.OutputStream;

/** Bytes that came together, and when; the last one of a stream has none. Used by one thread at a time. */
final class Chunk {
    private final byte[] bytes;
    private final long arrived = System.nanoTime();
    private int position;

    Chunk(byte[] bytes) {
        this.bytes = bytes;
    }

    static Chunk end() {
        return new Chunk(new byte[0]);
    }

    boolean isEnd() {
        return bytes.length == 0;
    }

    /** When it came, as of {@link System#nanoTime()}. */
    long arrived() {
        return arrived;
    }

    int remaining() {
        return bytes.length - position;
    }

    void skip(int length) {
        position += length;
    }

    /** Writes the next bytes without passing over them. */
    void writeTo(OutputStream sink, int length) throws IOException {
        sink.write(bytes, position, length);
    }
}
