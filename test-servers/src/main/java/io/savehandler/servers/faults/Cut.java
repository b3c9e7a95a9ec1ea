package io.savehandler.servers.faults;

/** How a connection is cut. */
public enum Cut {
    /** In order (FIN): who reads gets all that was on its way, then the end of the stream. What a stopping server does. */
    CLOSE,

    /** At once (RST): who reads or writes gets an error. What a crash, a firewall or a time-out of a balancer does. */
    RESET
}
