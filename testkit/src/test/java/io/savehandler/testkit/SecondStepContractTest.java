package io.savehandler.testkit;

import io.savehandler.wrap.CurrentStore;

/** A migration at its second step: all sessions are in both stores. */
class SecondStepContractTest implements EveryMemoryContract {
    @Override
    public HandlerFixture newFixture() {
        return new MigratingFixture(CurrentStore.NEW, true);
    }
}
