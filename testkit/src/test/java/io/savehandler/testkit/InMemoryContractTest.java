package io.savehandler.testkit;

class InMemoryContractTest implements EveryMemoryContract {
    @Override
    public HandlerFixture newFixture() {
        return new InMemoryFixture();
    }
}
