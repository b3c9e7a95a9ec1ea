package io.savehandler.servers;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
@RequiresServers(Server.MEMCACHED)
class RealMemcachedTest {
    @Test
    void speaksText() throws IOException {
        try (RealMemcached server = RealMemcached.start();
                Socket socket = connect(server)) {
            assertThat(ask(socket, "version\r\n", 8)).isEqualTo("VERSION ");
        }
        try (RealMemcached server = RealMemcached.start();
                Socket socket = connect(server)) {
            assertThat(ask(socket, "set k 5 0 1\r\nv\r\n", 8)).isEqualTo("STORED\r\n");
            assertThat(ask(socket, "get k\r\n", 21)).isEqualTo("VALUE k 5 1\r\nv\r\nEND\r\n");
        }
    }

    @Test
    void speaksBinary() throws IOException {
        try (RealMemcached server = RealMemcached.start();
                Socket socket = connect(server)) {
            byte[] version =
                    ByteBuffer.allocate(24).put((byte) 0x80).put((byte) 0x0b).array();
            socket.getOutputStream().write(version);
            assertThat(socket.getInputStream().readNBytes(8)).startsWith(0x81, 0x0b, 0, 0, 0, 0, 0, 0);
        }
    }

    @Test
    void runsOnSeveralPorts() throws IOException {
        try (RealMemcached one = RealMemcached.start();
                RealMemcached two = RealMemcached.start();
                Socket toOne = connect(one);
                Socket toTwo = connect(two)) {
            assertThat(one.port()).isNotEqualTo(two.port());
            assertThat(ask(toOne, "set k 0 0 1\r\nv\r\n", 8)).isEqualTo("STORED\r\n");
            assertThat(ask(toTwo, "get k\r\n", 5)).isEqualTo("END\r\n");
        }
    }

    @Test
    void refusesLargeItems() throws IOException {
        try (RealMemcached server =
                        RealMemcached.launch().megabytes(2).largestItem(2).start();
                Socket socket = connect(server)) {
            assertThat(ask(socket, "set k 0 0 1500\r\n" + "x".repeat(1500) + "\r\n", 8))
                    .isEqualTo("STORED\r\n");
            assertThat(ask(socket, "set k 0 0 3000\r\n" + "x".repeat(3000) + "\r\n", 12))
                    .isEqualTo("SERVER_ERROR");
        }
    }

    @Test
    void throwsItemsOutOnlyWhereItMay() throws IOException {
        try (RealMemcached evicting = RealMemcached.launch().megabytes(2).start();
                RealMemcached refusing =
                        RealMemcached.launch().megabytes(2).withoutEviction().start();
                Socket toEvicting = connect(evicting);
                Socket toRefusing = connect(refusing)) {
            assertThat(fill(toEvicting)).isEqualTo("STORED\r\n");
            assertThat(ask(toEvicting, "get k0\r\n", 5)).isEqualTo("END\r\n");
            assertThat(fill(toRefusing)).isEqualTo("SERVER_E");
        }
    }

    @Test
    void canBePausedAndRestarted() throws IOException {
        try (RealMemcached server = RealMemcached.start()) {
            try (Socket socket = connect(server)) {
                ask(socket, "set k 0 0 1\r\nv\r\n", 8);
                server.pause();
                socket.setSoTimeout(100);
                assertThatThrownBy(() -> ask(socket, "get k\r\n", 5)).isInstanceOf(SocketTimeoutException.class);
                server.resume();
                socket.setSoTimeout(10_000);
                assertThat(ask(socket, "", 18)).isEqualTo("VALUE k 0 1\r\nv\r\nEN");
            }
            server.kill();
            assertThatThrownBy(() -> connect(server)).isInstanceOf(ConnectException.class);
            server.restart();
            try (Socket socket = connect(server)) {
                assertThat(ask(socket, "get k\r\n", 5)).isEqualTo("END\r\n");
            }
        }
    }

    private static Socket connect(RealMemcached server) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static String ask(Socket socket, String command, int length) throws IOException {
        socket.getOutputStream().write(command.getBytes(US_ASCII));
        return new String(socket.getInputStream().readNBytes(length), US_ASCII);
    }

    /** Stores 40 items of 100,000 bytes, and stops at the first that is refused. */
    private static String fill(Socket socket) throws IOException {
        String answer = "";
        for (int i = 0; i < 40; i++) {
            answer = ask(socket, "set k" + i + " 0 0 100000\r\n" + "x".repeat(100_000) + "\r\n", 8);
            if (!answer.equals("STORED\r\n")) {
                return answer;
            }
        }
        return answer;
    }
}
