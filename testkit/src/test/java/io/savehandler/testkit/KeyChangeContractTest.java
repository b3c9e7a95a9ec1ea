package io.savehandler.testkit;

import io.savehandler.SessionHandlerFactory;
import io.savehandler.wrap.EncryptingSessionHandlerFactory;
import io.savehandler.wrap.EncryptionKeys;
import org.junit.jupiter.api.Tag;

/** While the key is changed: nodes write with different keys, and the second door still puts in what is not encrypted. */
@Tag("once")
class KeyChangeContractTest implements EveryWrapperContract {
    private static final byte[] FIRST = Bytes.ofLength(32);
    private static final byte[] SECOND = new byte[32];

    @Override
    public HandlerFixture newFixture() {
        return new WrappedFixture(new Nodes()::next) {
            @Override
            public void seed(String id, byte[] data) {
                seedUntranslated(id, data);
            }
        };
    }

    private static final class Nodes {
        private int made;

        SessionHandlerFactory next(SessionHandlerFactory inner) {
            EncryptionKeys keys = made++ % 2 == 0
                    ? EncryptionKeys.builder("first", FIRST)
                            .decryptOnly("second", SECOND)
                            .build()
                    : EncryptionKeys.builder("second", SECOND)
                            .decryptOnly("first", FIRST)
                            .build();
            return EncryptingSessionHandlerFactory.builder(inner, keys)
                    .acceptUnencrypted()
                    .build();
        }
    }
}
