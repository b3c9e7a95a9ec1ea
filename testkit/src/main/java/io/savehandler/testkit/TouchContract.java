package io.savehandler.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.savehandler.Capability;
import io.savehandler.SessionHandler;
import java.time.Duration;

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

    /** One application's short lifetime does not end what another one's long lifetime has promised. */
    @RuleTest(ContractRule.TOUCH_ONLY_TOUCHES)
    default void touchingForAShorterLifetimeDoesNotShortenALife(Trial trial) {
        assumeTrue(trial.fixture().time().isPresent(), "the fixture does not tell how time passes");
        StoreTime time = trial.fixture().time().orElseThrow();
        String id = trial.newId();
        trial.write(id, Bytes.of("data"));
        Duration shorter = time.lifetime().dividedBy(5);
        try (SessionHandler handler = trial.request(context -> context.lifetime(shorter))) {
            handler.updateTimestamp(id, handler.read(id));
        }
        time.pass(shorter.multipliedBy(3));
        assertEquals("data", Bytes.text(trial.read(id)));
    }
}
