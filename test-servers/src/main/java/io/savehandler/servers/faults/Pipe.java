package io.savehandler.servers.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * One direction of one connection. One thread reads and notes when bytes came, another passes them on when the lane lets
 * it; so a delay does not add up over bytes that come one after the other.
 */
final class Pipe {
    private static final int LARGEST_CHUNK = 16 * 1024;
    private static final int CHUNKS_HELD = 256;

    private final int connection;
    private final Lane lane;
    private final Socket source;
    private final Socket sink;
    private final BlockingQueue<Chunk> held = new ArrayBlockingQueue<>(CHUNKS_HELD);

    Pipe(int connection, Lane lane, Socket source, Socket sink) {
        this.connection = connection;
        this.lane = lane;
        this.source = source;
        this.sink = sink;
    }

    /** Reads to the end of the stream. */
    void read(Runnable onArrival) throws IOException, InterruptedException {
        InputStream input = source.getInputStream();
        byte[] buffer = new byte[LARGEST_CHUNK];
        for (int length = input.read(buffer); length >= 0; length = input.read(buffer)) {
            onArrival.run();
            held.put(new Chunk(Arrays.copyOf(buffer, length)));
        }
        held.put(Chunk.end());
    }

    /**
     * Passes bytes on until the end of the stream, which it passes on too, or until the lane cuts the connection.
     *
     * @return how the connection is to be cut, if it is
     */
    Optional<Cut> write(Runnable onPass) throws IOException, InterruptedException {
        OutputStream output = sink.getOutputStream();
        long rested = System.nanoTime();
        Chunk chunk = held.take();
        for (; !chunk.isEnd(); chunk = held.take()) {
            while (chunk.remaining() > 0) {
                Step step = lane.next(connection, chunk, rested);
                if (step.passed() > 0) {
                    onPass.run();
                    chunk.writeTo(output, step.passed());
                }
                if (step.cut().isPresent()) {
                    return step.cut();
                }
                chunk.skip(step.passed() + step.discarded());
                rested = System.nanoTime() + step.pause().toNanos();
            }
        }
        lane.awaitTurn(chunk, rested);
        sink.shutdownOutput();
        return Optional.empty();
    }
}
