package io.savehandler.testkit;

import io.savehandler.wrap.StrictSessionHandlerFactory;

class StrictContractTest implements EveryWrapperContract {
    @Override
    public HandlerFixture newFixture() {
        return new WrappedFixture(StrictSessionHandlerFactory::of);
    }
}
