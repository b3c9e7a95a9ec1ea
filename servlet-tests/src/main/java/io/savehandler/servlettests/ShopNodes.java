package io.savehandler.servlettests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.savehandler.servers.faults.FaultProxy;

/**
 * Two nodes behind a balancer that sends a visitor to one after the other.
 *
 * @param one a node
 * @param other the other node
 */
record ShopNodes(ShopNode one, ShopNode other) implements AutoCloseable {
    /** Somebody new. */
    ShopVisitor visitor() {
        return new ShopVisitor(one, other);
    }

    /**
     * Sees that while the store hangs both nodes answer, nobody gets anybody's session, and no cookie changes.
     *
     * @param status the answer to somebody with a session
     * @param statusOfNew the answer to somebody new
     */
    void outliveAStoreThatHangs(FaultProxy proxy, int status, int statusOfNew) throws Exception {
        ShopVisitor ada = visitor();
        ada.visit("/add?item=book");
        String cookie = ada.cookie();
        proxy.stall();
        for (int node = 0; node < 2; node++) {
            assertThat(ada.status("/add?item=pen")).isEqualTo(status);
            assertThat(visitor().status("/cart")).isEqualTo(statusOfNew);
        }
        proxy.resume();
        await().until(() -> bothAnswer(ada));
        assertThat(ada.cookie()).isEqualTo(cookie);
        assertThat(ada.visit("/cart")).startsWith("null [book");
        assertThat(visitor().visit("/cart")).isEqualTo("null []");
    }

    private static boolean bothAnswer(ShopVisitor visitor) throws Exception {
        int one = visitor.status("/cart");
        int other = visitor.status("/cart");
        return one == 200 && other == 200;
    }

    @Override
    public void close() throws Exception {
        try (one) {
            other.close();
        }
    }
}
