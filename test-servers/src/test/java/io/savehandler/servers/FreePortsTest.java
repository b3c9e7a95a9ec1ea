package io.savehandler.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FreePortsTest {
    private static final int MANY = 300;

    /** A server that is down, or a proxy that refuses, finds its port free when it comes back. */
    @Test
    void noPortComesTwiceSoonNorInTwoForks() {
        Set<Integer> given = new HashSet<>();
        for (int fork = 1; fork <= FreePorts.FORKS; fork++) {
            FreePorts ports = new FreePorts(fork);
            for (int i = 0; i < MANY; i++) {
                int port = ports.nextFree();
                assertTrue(given.add(port), () -> port + " came twice");
                assertTrue(port > 10_000 && port < 20_000, () -> port + " is out of range");
            }
        }
        assertEquals(MANY * FreePorts.FORKS, given.size());
    }

    @Test
    void aPortOnWhichSomebodyListensIsLeftOut() throws IOException {
        FreePorts ports = new FreePorts(1);
        int next = ports.nextFree() + 1;
        try (ServerSocket taken = new ServerSocket(next, 1, InetAddress.getLoopbackAddress())) {
            assertNotEquals(taken.getLocalPort(), ports.nextFree());
        } catch (BindException e) {
            // Somebody else has it, which is as good.
            assertNotEquals(next, ports.nextFree());
        }
    }

    @Test
    void surefireTellsTheNumberOfItsFork() {
        assertTrue(Integer.getInteger(FreePorts.FORK, 0) > 0, "no number in " + FreePorts.FORK);
    }
}
