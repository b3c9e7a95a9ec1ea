package io.savehandler.servers;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Waits for what only asking again and again can tell. */
final class Patience {
    private static final long PAUSE_NANOS = 5_000_000;

    private Patience() {}

    /** A question to a server. */
    interface Question {
        boolean isSo() throws IOException;
    }

    /**
     * Asks until the answer is yes; a server that does not answer has not said yes.
     *
     * @throws IllegalStateException if the time is up
     */
    static void await(String what, Duration timeout, Question question) {
        long deadline = System.nanoTime() + timeout.toNanos();
        @Nullable IOException last = null;
        while (System.nanoTime() < deadline) {
            try {
                if (question.isSo()) {
                    return;
                }
            } catch (IOException e) {
                last = e;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        throw new IllegalStateException("waited " + timeout + " in vain for " + what, last);
    }
}
