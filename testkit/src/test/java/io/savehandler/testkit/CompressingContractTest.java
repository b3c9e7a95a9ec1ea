package io.savehandler.testkit;

import io.savehandler.wrap.CompressingSessionHandlerFactory;
import java.util.OptionalInt;

class CompressingContractTest implements EveryWrapperContract {
    private static final int MAX_BYTES = 100_000;

    @Override
    public HandlerFixture newFixture() {
        return new WrappedFixture(inner -> CompressingSessionHandlerFactory.builder(inner)
                .minBytes(0)
                .maxBytes(MAX_BYTES)
                .build()) {
            @Override
            public OptionalInt maxDataLength() {
                return OptionalInt.of(MAX_BYTES);
            }
        };
    }
}
