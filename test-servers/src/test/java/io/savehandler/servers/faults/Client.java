package io.savehandler.servers.faults;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** A connection through a proxy. */
final class Client implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;

    Client(FaultProxy proxy) throws IOException {
        socket = new Socket(proxy.address().getAddress(), proxy.port());
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
    }

    Client send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
        return this;
    }

    /** Reads so many bytes, or less if the stream ends before. */
    String read(int length) throws IOException {
        return new String(socket.getInputStream().readNBytes(length), US_ASCII);
    }

    String ask(String text) throws IOException {
        return send(text).read(text.length());
    }

    /** Whether nothing comes for a while. */
    boolean hearsNothing() throws IOException {
        socket.setSoTimeout(150);
        try {
            socket.getInputStream().read();
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        } finally {
            socket.setSoTimeout(PATIENCE_MILLIS);
        }
    }

    boolean isAtEnd() throws IOException {
        return socket.getInputStream().read() < 0;
    }

    void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
