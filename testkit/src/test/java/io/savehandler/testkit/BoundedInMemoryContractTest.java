package io.savehandler.testkit;

import io.savehandler.memory.InMemorySessionStore;

/** A store that counts its sessions and has just enough room for those of one test. */
class BoundedInMemoryContractTest implements EveryMemoryContract {
    private static final int BOUND = 12;

    @Override
    public HandlerFixture newFixture() {
        return new InMemoryFixture(InMemorySessionStore.bounded(BOUND));
    }
}
