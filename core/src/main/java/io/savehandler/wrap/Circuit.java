package io.savehandler.wrap;

import io.savehandler.SessionStoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** What all requests know of how the store is doing. Closed: they go through. Open: they fail at once. Thread-safe. */
final class Circuit {
    private final int failuresToOpen;
    private final Duration pause;
    private int failures;
    private @Nullable Instant openUntil;
    private @Nullable SessionStoreException last;
    private boolean trying;
    private volatile boolean sound = true;

    Circuit(int failuresToOpen, Duration pause) {
        this.failuresToOpen = failuresToOpen;
        this.pause = pause;
    }

    /**
     * Lets a call through, or not.
     *
     * @param mayTry whether the call can be the one that tells whether the store works again
     * @return whether it is that one
     * @throws SessionStoreException if the circuit is open
     */
    boolean enter(String operation, InstantSource clock, boolean mayTry) {
        return !sound && enterUnsound(operation, clock.instant(), mayTry);
    }

    private synchronized boolean enterUnsound(String operation, Instant now, boolean mayTry) {
        if (openUntil == null) {
            return false;
        }
        if (!mayTry || trying || now.isBefore(openUntil)) {
            throw refused(operation, openUntil);
        }
        trying = true;
        return true;
    }

    /** The store answered. That of a call which began before the circuit opened proves nothing any more. */
    void succeeded(boolean trial) {
        if (!sound) {
            close(trial);
        }
    }

    private synchronized void close(boolean trial) {
        if (trial || openUntil == null) {
            failures = 0;
            openUntil = null;
            last = null;
            sound = true;
        }
    }

    /** The store failed. */
    synchronized void failed(boolean trial, SessionStoreException failure, Instant now) {
        sound = false;
        if (trial || (openUntil == null && ++failures >= failuresToOpen)) {
            last = failure;
            openUntil = now.plus(pause);
        }
    }

    /** A call is over, whatever came of it. */
    synchronized void leave() {
        trying = false;
    }

    private SessionStoreException refused(String operation, Instant until) {
        String store = last == null ? "the store" : last.store();
        return new SessionStoreException(
                operation,
                store,
                "the circuit is open until " + until + ", because the store failed " + failuresToOpen
                        + " times in a row or, asked again, still did: it was not asked. The cause is the last failure."
                        + " See TROUBLESHOOTING.md#circuit-open",
                last);
    }
}
