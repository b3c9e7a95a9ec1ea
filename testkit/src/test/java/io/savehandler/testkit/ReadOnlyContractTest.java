package io.savehandler.testkit;

import io.savehandler.SessionHandlerFactory;
import io.savehandler.wrap.ReadOnlySessionHandlerFactory;
import java.util.Optional;

/** What of the contract is left for a handler that never writes. */
class ReadOnlyContractTest implements CloseContract, ListingContract, CapabilityContract {
    @Override
    public HandlerFixture newFixture() {
        return new InMemoryFixture() {
            @Override
            public SessionHandlerFactory newFactory() {
                return ReadOnlySessionHandlerFactory.of(super.newFactory());
            }

            @Override
            public Optional<StoreTime> time() {
                return Optional.empty();
            }
        };
    }
}
