package io.savehandler.servers;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/** A connection that speaks just enough of Redis's protocol (RESP2) to set servers up. Not thread-safe. */
final class RespSocket implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 10_000;

    private final Socket socket;
    private final DataInputStream input;
    private final OutputStream output;

    private RespSocket(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        this.input = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        this.output = socket.getOutputStream();
    }

    static RespSocket connect(int port) throws IOException {
        return connect(port, SocketFactory.getDefault());
    }

    static RespSocket connect(int port, SocketFactory sockets) throws IOException {
        Socket socket = sockets.createSocket();
        try {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
            return new RespSocket(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /**
     * Sends a command and reads its reply.
     *
     * @return the reply as redis-cli prints it: an array as lines, nothing as {@code (nil)}
     * @throws ProtocolException if the server answers with an error
     */
    String call(String... command) throws IOException {
        send(Stream.of(command).map(RespSocket::bytes).toArray(byte[][]::new));
        return reply();
    }

    /** Sends a command of any bytes and reads its reply as {@link #call(String...)} does. */
    String call(byte[]... command) throws IOException {
        send(command);
        return reply();
    }

    /** Reads a string value byte for byte; empty where there is none. */
    Optional<byte[]> get(String key) throws IOException {
        send(bytes("GET"), bytes(key));
        String line = line();
        if (line.charAt(0) != '$') {
            throw new ProtocolException(line.substring(1));
        }
        return Optional.ofNullable(data(Integer.parseInt(line.substring(1))));
    }

    /** What the server says without being asked, as after {@code MONITOR}. */
    String next() throws IOException {
        return reply();
    }

    private void send(byte[]... command) throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(bytes("*" + command.length + "\r\n"));
        for (byte[] word : command) {
            request.writeBytes(bytes("$" + word.length + "\r\n"));
            request.writeBytes(word);
            request.writeBytes(bytes("\r\n"));
        }
        output.write(request.toByteArray());
        output.flush();
    }

    /** Sets how long an answer may take. */
    void answerWithin(int millis) throws IOException {
        socket.setSoTimeout(millis);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private String reply() throws IOException {
        String line = line();
        String rest = line.substring(1);
        return switch (line.charAt(0)) {
            case '+', ':' -> rest;
            case '$' -> bulk(Integer.parseInt(rest));
            case '*' -> array(Integer.parseInt(rest));
            default -> throw new ProtocolException(rest);
        };
    }

    private String bulk(int length) throws IOException {
        byte[] data = data(length);
        return data == null ? "(nil)" : new String(data, StandardCharsets.UTF_8);
    }

    private byte @Nullable [] data(int length) throws IOException {
        if (length < 0) {
            return null;
        }
        byte[] data = new byte[length];
        input.readFully(data);
        line();
        return data;
    }

    private String array(int length) throws IOException {
        List<String> elements = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            elements.add(reply());
        }
        return length < 0 ? "(nil)" : String.join("\n", elements);
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (byte b = input.readByte(); b != '\r'; b = input.readByte()) {
            line.write(b);
        }
        input.readByte();
        return line.size() == 0 ? "" : line.toString(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
