package io.savehandler.servers;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A connection to a {@link RealMemcached} that shares nothing with the client under test. Not thread-safe. */
public final class MemcachedDoor implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 10_000;
    private static final int LINE_END = 2;

    private final Socket socket;
    private final InputStream input;

    MemcachedDoor(int port) throws IOException {
        this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        this.input = new BufferedInputStream(socket.getInputStream());
    }

    /** Stores an item; {@code seconds} are as Memcached takes them, 0 for ever. */
    public void set(String key, int flags, long seconds, byte[] value) {
        run(() -> {
            ByteArrayOutputStream command = new ByteArrayOutputStream();
            command.write(text("set " + key + " " + flags + " " + seconds + " " + value.length + "\r\n"));
            command.write(value);
            command.write(text("\r\n"));
            return require("STORED", say(command.toByteArray()));
        });
    }

    /** The bytes under a key; empty where there is none. */
    public Optional<byte[]> get(String key) {
        return run(() -> {
            String answer = say(text("get " + key + "\r\n"));
            return answer.equals("END") ? Optional.empty() : Optional.of(readValue(answer));
        });
    }

    /** The flags of what is under a key. */
    public int flags(String key) {
        return Integer.parseInt(meta(key, "f").substring(1));
    }

    /** How many more seconds Memcached keeps what is under a key; -1 for ever. */
    public long secondsLeft(String key) {
        return Long.parseLong(meta(key, "t").substring(1));
    }

    /** Sends one line and returns the one line that is the answer. */
    public String call(String line) {
        return run(() -> say(text(line + "\r\n")));
    }

    /** All keys of items that have not expired, in no order. */
    public List<String> keys() {
        return run(() -> {
            List<String> keys = new ArrayList<>();
            for (String line = say(text("lru_crawler metadump all\r\n")); !line.equals("END"); line = readLine()) {
                keys.add(line.substring("key=".length(), line.indexOf(' ')));
            }
            return keys.stream()
                    .filter(key -> !say(text("mg " + key + "\r\n")).equals("EN"))
                    .toList();
        });
    }

    @Override
    public void close() {
        run(() -> {
            socket.close();
            return "";
        });
    }

    private String meta(String key, String flag) {
        return call("mg " + key + " " + flag).substring("HD ".length());
    }

    private String say(byte[] command) {
        try {
            socket.getOutputStream().write(command);
            return readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] readValue(String head) throws IOException {
        int length = Integer.parseInt(head.substring(head.lastIndexOf(' ') + 1));
        byte[] value = input.readNBytes(length);
        input.skipNBytes(LINE_END);
        require("END", readLine());
        return value;
    }

    private String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = input.read(); b != '\n'; b = input.read()) {
            if (b < 0) {
                throw new IOException("Memcached has closed the connection");
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    private static String require(String wanted, String answer) throws IOException {
        if (!answer.equals(wanted)) {
            throw new IOException("Memcached said " + answer);
        }
        return answer;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
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
