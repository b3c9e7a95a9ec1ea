package io.savehandler.testkit;

import org.junit.jupiter.api.extension.ExtendWith;

/** What every contract asks of the test class that implements it: the one method that an author writes. */
@ExtendWith({LeftoverCheck.class, TrialExtension.class})
public interface HandlerUnderTest {
    /** Makes the fixture of one test, with a store that holds none of the sessions of another. The kit closes it. */
    HandlerFixture newFixture();

    /** Whether a thread is meant to live on after the factories are closed, for example one that all clients share. */
    default boolean outlivesTests(Thread thread) {
        return false;
    }
}
