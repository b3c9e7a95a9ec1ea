package io.savehandler.testkit;

import io.savehandler.wrap.CompressingSessionHandlerFactory;
import org.junit.jupiter.api.Tag;

/** Compression that was switched on in a live system: the second door puts in what is not compressed. */
@Tag("once")
class LateCompressionContractTest implements EveryWrapperContract {
    @Override
    public HandlerFixture newFixture() {
        return new WrappedFixture(CompressingSessionHandlerFactory::of) {
            @Override
            public void seed(String id, byte[] data) {
                seedUntranslated(id, data);
            }
        };
    }
}
