package io.savehandler.examples.ownhandler;

import io.savehandler.testkit.DurabilityContract;
import io.savehandler.testkit.ExpiryContract;
import io.savehandler.testkit.HandlerFixture;
import io.savehandler.testkit.SessionHandlerContract;
import io.savehandler.testkit.StoreFailureContract;

class DirectorySessionHandlerTest
        implements SessionHandlerContract, DurabilityContract, ExpiryContract, StoreFailureContract {
    @Override
    public HandlerFixture newFixture() {
        return new DirectoryFixture();
    }
}
