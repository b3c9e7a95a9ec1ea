package io.savehandler.testkit;

import io.savehandler.wrap.CircuitBreakingSessionHandlerFactory;

class CircuitBreakingContractTest implements EveryWrapperContract {
    @Override
    public HandlerFixture newFixture() {
        return new WrappedFixture(CircuitBreakingSessionHandlerFactory::of);
    }
}
