package io.savehandler.testkit;

import io.savehandler.wrap.CurrentStore;
import org.junit.jupiter.api.Tag;

/** A migration at its first step, before anything has been copied. */
@Tag("once")
class FirstStepContractTest implements EveryWrapperContract {
    @Override
    public HandlerFixture newFixture() {
        return new MigratingFixture(CurrentStore.OLD, false);
    }
}
