package io.savehandler.servers.faults;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The figures of a {@link Lane}, and a copy of what it passed on where one is wanted. Guarded by the lane. */
final class Traffic {
    private final SortedMap<Integer, ByteArrayOutputStream> copies = new TreeMap<>();
    private boolean recording;
    private long passed;
    private long swallowed;

    void record() {
        recording = true;
    }

    void swallow(int length) {
        swallowed += length;
    }

    void pass(int connection, Chunk chunk, int length) {
        passed += length;
        if (recording) {
            try {
                chunk.writeTo(copies.computeIfAbsent(connection, number -> new ByteArrayOutputStream()), length);
            } catch (IOException e) {
                throw new AssertionError("memory does not fail to take bytes", e);
            }
        }
    }

    long passed() {
        return passed;
    }

    long swallowed() {
        return swallowed;
    }

    List<byte[]> copies() {
        return copies.values().stream().map(ByteArrayOutputStream::toByteArray).collect(Collectors.toList());
    }
}
