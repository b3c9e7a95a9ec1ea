package io.savehandler.benchmarks.losses;

/** A way to share sessions among nodes, set up as its documentation has it for several of them. */
record LossesPeer(String name, NodeStart start) {

    /** Starts one of the nodes; all nodes of a peer share a store. */
    interface NodeStart {
        PeerNode start(VisitorWork work) throws Exception;
    }
}
