package io.savehandler.testkit;

class InMemoryContractTest
        implements SessionHandlerContract, LockingContract, CompareAndSetContract, TouchContract, ExpiryContract {
    @Override
    public HandlerFixture newFixture() {
        return new InMemoryFixture();
    }
}
