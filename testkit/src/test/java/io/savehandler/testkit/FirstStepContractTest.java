package io.savehandler.testkit;

import io.savehandler.wrap.CurrentStore;

/** A migration at its first step, before anything has been copied. */
class FirstStepContractTest implements EveryMemoryContract {
    @Override
    public HandlerFixture newFixture() {
        return new MigratingFixture(CurrentStore.OLD, false);
    }
}
