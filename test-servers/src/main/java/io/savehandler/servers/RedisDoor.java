package io.savehandler.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A connection to a {@link RealRedis} that shares nothing with the client under test. Not thread-safe. */
public final class RedisDoor implements AutoCloseable {
    private final RespSocket socket;

    RedisDoor(RespSocket socket) {
        this.socket = socket;
    }

    /**
     * Sends a command and returns its reply as redis-cli prints it.
     *
     * @throws UncheckedIOException if the server answers with an error, or not at all
     */
    public String call(String... command) {
        return run(() -> socket.call(command));
    }

    /** Sends {@code SET} for a value of any bytes, with further arguments. */
    public void set(String key, byte[] value, String... arguments) {
        byte[][] command = new byte[3 + arguments.length][];
        command[0] = text("SET");
        command[1] = text(key);
        command[2] = value;
        for (int i = 0; i < arguments.length; i++) {
            command[3 + i] = text(arguments[i]);
        }
        run(() -> socket.call(command));
    }

    /** The bytes under a key; empty where there is none. */
    public Optional<byte[]> get(String key) {
        return run(() -> socket.get(key));
    }

    /** After {@code MONITOR}: the next line that the server sends by itself. */
    public String next() {
        return run(socket::next);
    }

    @Override
    public void close() {
        run(() -> {
            socket.close();
            return "";
        });
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static <T> T run(Call<T> call) {
        try {
            return call.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @FunctionalInterface
    private interface Call<T> {
        T run() throws IOException;
    }
}
