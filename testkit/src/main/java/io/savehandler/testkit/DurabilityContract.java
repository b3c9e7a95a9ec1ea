package io.savehandler.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.savehandler.Capability;
import io.savehandler.HandlerContext;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;

/** {@link ContractRule#DURABILITY}, for factories that declare {@link Capability#DURABLE}. */
public interface DurabilityContract extends HandlerUnderTest {

    /** The writer, its factory and the store's process end; then another node reads. */
    @RuleTest(ContractRule.DURABILITY)
    default void whatWasWrittenOutlivesTheFactoryAndTheStoresProcess(Trial trial) {
        String id = trial.newId();
        HandlerFixture fixture = trial.fixture();
        try (SessionHandlerFactory factory = fixture.newFactory();
                SessionHandler handler = factory.newHandler(HandlerContext.defaults())) {
            handler.open(fixture.savePath(), "PHPSESSID");
            handler.write(id, Bytes.of("data"));
        }
        fixture.restart();
        try (SessionHandlerFactory factory = fixture.newFactory();
                SessionHandler handler = factory.newHandler(HandlerContext.defaults())) {
            handler.open(fixture.savePath(), "PHPSESSID");
            assertEquals("data", Bytes.text(handler.read(id)));
        }
    }
}
