package io.savehandler.memcached;

import io.savehandler.servers.RealMemcached;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A Memcached that does not know the meta commands, as before 1.6: they are refused on the way. One connection, text protocol. */
final class OlderServer implements AutoCloseable {
    private final RealMemcached memcached;
    private final ServerSocket door;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    OlderServer(RealMemcached memcached) throws IOException {
        this.memcached = memcached;
        this.door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        start(this::serve);
    }

    int port() {
        return door.getLocalPort();
    }

    /** The first words of what clients have said. */
    List<String> commands() {
        return commands;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        door.close();
        for (Socket socket : open) {
            socket.close();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // Closed.
            }
        });
        threads.add(thread);
        thread.start();
    }

    private void serve() throws IOException {
        Socket client = door.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), memcached.port());
        open.addAll(List.of(client, server));
        start(() -> server.getInputStream().transferTo(client.getOutputStream()));
        InputStream input = new BufferedInputStream(client.getInputStream());
        OutputStream output = server.getOutputStream();
        for (byte[] line = line(input); line.length > 0; line = line(input)) {
            String[] words =
                    new String(line, StandardCharsets.ISO_8859_1).strip().split(" ", -1);
            commands.add(words[0]);
            if (words[0].equals("mg")) {
                client.getOutputStream().write("ERROR\r\n".getBytes(StandardCharsets.US_ASCII));
            } else {
                output.write(line);
                if (List.of("add", "set", "replace", "cas").contains(words[0])) {
                    output.write(input.readNBytes(Integer.parseInt(words[4]) + 2));
                }
            }
        }
    }

    /** With its line feed; nothing at the end. */
    private static byte[] line(InputStream input) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            for (int next = input.read(); next >= 0; next = input.read()) {
                line.write(next);
                if (next == '\n') {
                    return line.toByteArray();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new byte[0];
    }

    private interface Work {
        void run() throws IOException;
    }
}
