package io.savehandler.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Random;

/**
 * Ports of 127.0.0.1 that nothing listens on. They are below those that Linux gives to outgoing connections (32768 and
 * up), so that the port of a server that is down stays free for its return, and a client that knocks there meanwhile is
 * refused rather than connected to itself. Thread-safe.
 */
public final class FreePorts {
    private static final int FIRST = 10_001;
    private static final int BEHIND_LAST = 20_000;
    private static final int BUS_DISTANCE = 10_000;
    private static final int ATTEMPTS = 1_000;
    private static final Random RANDOM = new Random();

    private FreePorts() {}

    /** A port that nothing listens on now; another program may still take it before the caller does. */
    public static int next() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = FIRST + RANDOM.nextInt(BEHIND_LAST - FIRST);
            // Redis Cluster's nodes talk to each other on the port ten thousand above.
            if (isFree(port) && isFree(port + BUS_DISTANCE)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port from " + FIRST + " to " + BEHIND_LAST);
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
