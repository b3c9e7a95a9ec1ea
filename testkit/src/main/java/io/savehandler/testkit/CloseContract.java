package io.savehandler.testkit;

import io.savehandler.SessionHandler;

/** {@link ContractRule#CLOSE_RELEASES}. What concerns locks is in {@link LockingContract}. */
public interface CloseContract extends HandlerUnderTest {

    /** An engine that aborts may close once more. */
    @RuleTest(ContractRule.CLOSE_RELEASES)
    @SuppressWarnings("resource") // closing twice is the point
    default void closingTwiceIsClosingOnce(Trial trial) {
        String id = trial.seeded("data");
        SessionHandler handler = trial.request();
        handler.read(id);
        handler.close();
        handler.close();
        trial.assertStored("data", id);
    }

    /** A request that ended before it needed its session. */
    @RuleTest(ContractRule.CLOSE_RELEASES)
    default void closingWithoutAnyOtherCallIsNoError(Trial trial) {
        trial.unopened().close();
        trial.request().close();
    }
}
