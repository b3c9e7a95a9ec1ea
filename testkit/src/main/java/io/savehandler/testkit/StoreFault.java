package io.savehandler.testkit;

import java.time.Duration;

/**
 * Makes a store fail and work again: a stopped server, a cut connection, a directory that is away. The fault that is most
 * easily taken for a store without that session finds most.
 */
public interface StoreFault {

    /** From now on every operation that reaches the store fails. */
    void begin();

    /** From now on the store works again, with what it held before. */
    void end();

    /** Within which time a handler reports the failure; ten seconds by default. */
    default Duration reportedWithin() {
        return Duration.ofSeconds(10);
    }
}
