package io.savehandler.testkit;

import io.savehandler.wrap.CurrentStore;
import org.junit.jupiter.api.Tag;

/** A migration at its second step: all sessions are in both stores. */
@Tag("once")
class SecondStepContractTest implements EveryWrapperContract {
    @Override
    public HandlerFixture newFixture() {
        return new MigratingFixture(CurrentStore.NEW, true);
    }
}
