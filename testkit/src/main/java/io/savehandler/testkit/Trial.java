package io.savehandler.testkit;

import io.savehandler.Capability;
import io.savehandler.HandlerContext;
import io.savehandler.HandlerContextBuilder;
import io.savehandler.LockSettings;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.SessionLockTimeoutException;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * One run of one test of a contract: the fixture and two web nodes over its store, each with its own factory. Handlers
 * that it makes are open and are closed by the test. Thread-safe.
 */
public final class Trial {
    private final HandlerFixture fixture;
    private final SessionHandlerFactory node;
    private final SessionHandlerFactory otherNode;
    private final Background background = new Background();

    Trial(HandlerFixture fixture) {
        this.fixture = fixture;
        this.node = fixture.newFactory();
        this.otherNode = fixture.newFactory();
    }

    /** The fixture, with its second door. */
    public HandlerFixture fixture() {
        return fixture;
    }

    /** Whether the factory declares a capability. */
    public boolean declares(Capability capability) {
        return node.capabilities().contains(capability);
    }

    /** Where requests run that have to wait for this test's thread. */
    Background background() {
        return background;
    }

    /** Leaves a test out that changes a session behind the back of the request which has it locked. */
    void assumeLockCanBePassedBy() {
        Assumptions.assumeFalse(fixture.lockKeepsEverybodyOut(), "nobody changes a locked session in this store");
    }

    /** An id that no test has used. */
    String newId() {
        return fixture.ids().newId();
    }

    /** A new id whose session is in the store. */
    String seeded(String data) {
        String id = newId();
        fixture.seed(id, Bytes.of(data));
        return id;
    }

    /** A request at the first node. */
    SessionHandler request() {
        return request(context -> context);
    }

    /** A request at the first node that asks for something else than the default. */
    SessionHandler request(UnaryOperator<HandlerContextBuilder> asking) {
        return opened(node, asking);
    }

    /** A request at the other node. */
    SessionHandler requestElsewhere() {
        return requestElsewhere(context -> context);
    }

    /** A request at the other node that asks for something else than the default. */
    SessionHandler requestElsewhere(UnaryOperator<HandlerContextBuilder> asking) {
        return opened(otherNode, asking);
    }

    /** A handler that was made and nothing else. */
    SessionHandler unopened() {
        return node.newHandler(context().build());
    }

    /** Reads a session in a request of its own. */
    byte[] read(String id) {
        try (SessionHandler reader = requestElsewhere()) {
            return reader.read(id);
        }
    }

    /** Writes a session in a request of its own that does not read it first. */
    void write(String id, byte[] data) {
        try (SessionHandler writer = request()) {
            writer.write(id, data);
        }
    }

    void assertStored(String expected, String id) {
        byte[] stored = fixture.inspect(id)
                .orElseGet(() -> Assertions.fail("the store holds nothing, but should hold: " + expected));
        Assertions.assertEquals(expected, Bytes.text(stored), "data in the store");
    }

    void assertNothingStored(String id) {
        Assertions.assertTrue(fixture.inspect(id).isEmpty(), "the store should hold nothing under this id");
    }

    void assertLocked(String id) {
        try (SessionHandler intruder = requestElsewhere(waiting(Duration.ZERO))) {
            Assertions.assertThrows(
                    SessionLockTimeoutException.class, () -> intruder.read(id), "the session should be locked");
        }
    }

    void assertFree(String id) {
        try (SessionHandler next = requestElsewhere(waiting(Duration.ZERO))) {
            Assertions.assertDoesNotThrow(() -> next.read(id), "the session should be free");
        }
    }

    static UnaryOperator<HandlerContextBuilder> waiting(Duration timeout) {
        return context ->
                context.lock(LockSettings.builder().waitTimeout(timeout).build());
    }

    void close() {
        try (otherNode;
                node) {
            background.close();
            LeftoverCheck.requireNothingInUse(fixture);
        }
    }

    private SessionHandler opened(SessionHandlerFactory factory, UnaryOperator<HandlerContextBuilder> asking) {
        SessionHandler handler = factory.newHandler(asking.apply(context()).build());
        handler.open(fixture.savePath(), "PHPSESSID");
        return handler;
    }

    private HandlerContextBuilder context() {
        HandlerContextBuilder builder = HandlerContext.builder().ids(fixture.ids());
        fixture.time().ifPresent(time -> builder.clock(time.clock()).lifetime(time.lifetime()));
        return waiting(fixture.patience()).apply(builder);
    }
}
