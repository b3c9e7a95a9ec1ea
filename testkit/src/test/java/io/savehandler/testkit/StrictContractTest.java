package io.savehandler.testkit;

import io.savehandler.wrap.StrictSessionHandlerFactory;

class StrictContractTest implements EveryMemoryContract {
    @Override
    public HandlerFixture newFixture() {
        return new WrappedFixture(StrictSessionHandlerFactory::of);
    }
}
