package io.savehandler.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports of 127.0.0.1 that nothing listens on. They are below those that Linux gives to outgoing connections (32768 and
 * up), so that the port of a server that is down stays free for its return, and a client that knocks there meanwhile is
 * refused rather than connected to itself. For the same reason no port comes twice before all others have come, and JVMs
 * that test at the same time have each their own, by the system property {@value #FORK}, a number from 1. Thread-safe.
 */
public final class FreePorts {
    static final String FORK = "savehandler.fork";
    /** The numbers of forks that have ports of their own. */
    static final int FORKS = 5;

    private static final int FIRST = 10_001;
    private static final int BEHIND_LAST = 20_000;
    private static final int BUS_DISTANCE = 10_000;
    private static final int EACH = (BEHIND_LAST - FIRST) / FORKS;

    private static final FreePorts OWN = new FreePorts(Integer.getInteger(FORK, 1));

    private final int first;
    private final AtomicInteger given = new AtomicInteger(new Random().nextInt(EACH));

    FreePorts(int fork) {
        this.first = FIRST + Math.floorMod(fork - 1, FORKS) * EACH;
    }

    /** A port that nothing listens on now; another program may still take it before the caller does. */
    public static int next() {
        return OWN.nextFree();
    }

    int nextFree() {
        for (int attempt = 0; attempt < EACH; attempt++) {
            int port = first + Math.floorMod(given.getAndIncrement(), EACH);
            // Redis Cluster's nodes talk to each other on the port ten thousand above.
            if (isFree(port) && isFree(port + BUS_DISTANCE)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port from " + first + " to " + (first + EACH - 1));
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
