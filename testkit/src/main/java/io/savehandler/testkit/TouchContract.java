package io.savehandler.testkit;

import io.savehandler.Capability;
import io.savehandler.SessionHandler;

/** {@link ContractRule#TOUCH_ONLY_TOUCHES}, for factories that declare {@link Capability#TOUCH}. */
public interface TouchContract extends HandlerUnderTest {

    /** There is nothing to touch. */
    @RuleTest(ContractRule.TOUCH_ONLY_TOUCHES)
    default void touchingAnUnknownIdCreatesNothing(Trial trial) {
        String id = trial.newId();
        try (SessionHandler handler = trial.request()) {
            handler.updateTimestamp(id, Bytes.of("data"));
        }
        trial.assertNothingStored(id);
    }

    /** Without a lock another request may have written meanwhile. */
    @RuleTest(ContractRule.TOUCH_ONLY_TOUCHES)
    default void touchingDoesNotOverwriteWhatAnotherRequestWrote(Trial trial) {
        String id = trial.seeded("old");
        try (SessionHandler handler = trial.request(context -> context.locking(false))) {
            handler.read(id);
            trial.fixture().seed(id, Bytes.of("newer"));
            handler.updateTimestamp(id, Bytes.of("old"));
        }
        trial.assertStored("newer", id);
    }

    /** The data that comes along is for stores that cannot touch. */
    @RuleTest(ContractRule.TOUCH_ONLY_TOUCHES)
    default void touchingStoresNoData(Trial trial) {
        String id = trial.seeded("old");
        try (SessionHandler handler = trial.request()) {
            handler.read(id);
            handler.updateTimestamp(id, Bytes.of("other"));
        }
        trial.assertStored("old", id);
    }
}
