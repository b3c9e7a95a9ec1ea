package io.savehandler.testkit;

import io.savehandler.wrap.EncryptingSessionHandlerFactory;
import io.savehandler.wrap.EncryptionKeys;

class EncryptingContractTest implements EveryWrapperContract {
    private static final EncryptionKeys KEYS = EncryptionKeys.of("key", new byte[32]);

    @Override
    public HandlerFixture newFixture() {
        return new WrappedFixture(inner -> EncryptingSessionHandlerFactory.of(inner, KEYS));
    }
}
