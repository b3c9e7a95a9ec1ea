package io.savehandler.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.savehandler.wrap.IdHashingSessionHandlerFactory;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.junit.jupiter.api.Tag;

@Tag("once")
class IdHashingContractTest implements HashedIdsContract, StoreFailureContract, UnknownOutcomeContract {
    @Override
    public HandlerFixture newFixture() {
        return new WrappedFixture(IdHashingSessionHandlerFactory::of, IdHashingContractTest::sha256);
    }

    static String sha256(String id) {
        try {
            return "%064x"
                    .formatted(new BigInteger(
                            1, MessageDigest.getInstance("SHA-256").digest(id.getBytes(UTF_8))));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
