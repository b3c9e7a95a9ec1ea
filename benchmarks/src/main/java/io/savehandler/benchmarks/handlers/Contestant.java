package io.savehandler.benchmarks.handlers;

/** Who serves the requests. */
public enum Contestant {
    /** The driver alone, sent what the handler sends. */
    DRIVER,
    /** The handler. */
    HANDLER
}
