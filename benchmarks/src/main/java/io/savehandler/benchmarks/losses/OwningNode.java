package io.savehandler.benchmarks.losses;

/** A node and the connections that it alone uses. */
record OwningNode(PeerNode node, AutoCloseable connections) implements PeerNode {
    @Override
    public int port() {
        return node.port();
    }

    @Override
    public void close() throws Exception {
        node.close();
        connections.close();
    }
}
