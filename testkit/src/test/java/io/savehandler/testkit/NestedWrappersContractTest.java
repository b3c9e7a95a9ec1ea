package io.savehandler.testkit;

import io.savehandler.SessionHandlerFactory;
import io.savehandler.wrap.CompressingSessionHandlerFactory;
import io.savehandler.wrap.EncryptingSessionHandlerFactory;
import io.savehandler.wrap.EncryptionKeys;
import io.savehandler.wrap.IdHashingSessionHandlerFactory;
import io.savehandler.wrap.StrictSessionHandlerFactory;
import org.junit.jupiter.api.Tag;

/** Compressed, encrypted and under a hashed id. */
@Tag("once")
class NestedWrappersContractTest implements HashedIdsContract, StoreFailureContract, UnknownOutcomeContract {
    private static final EncryptionKeys KEYS = EncryptionKeys.of("key", new byte[32]);

    @Override
    public HandlerFixture newFixture() {
        return new WrappedFixture(NestedWrappersContractTest::wrap, IdHashingContractTest::sha256);
    }

    private static SessionHandlerFactory wrap(SessionHandlerFactory inner) {
        return CompressingSessionHandlerFactory.of(EncryptingSessionHandlerFactory.of(
                IdHashingSessionHandlerFactory.of(StrictSessionHandlerFactory.of(inner)), KEYS));
    }
}
