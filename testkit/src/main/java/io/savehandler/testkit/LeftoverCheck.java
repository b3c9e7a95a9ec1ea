package io.savehandler.testkit;

import static java.util.Objects.requireNonNull;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test that leaves something behind: a thread that still runs, or, on Linux, a file descriptor that is still
 * open, a few seconds after its end; and in a contract also a held lock or a connection that was not returned. Works on
 * any test class that is not run in parallel with others. Thread-safe.
 */
public final class LeftoverCheck implements BeforeEachCallback, AfterEachCallback {
    private static final ExtensionContext.Namespace HERE = ExtensionContext.Namespace.create(LeftoverCheck.class);

    /** Creates the extension; JUnit does, for {@code @ExtendWith(LeftoverCheck.class)}. */
    public LeftoverCheck() {}

    @Override
    public void beforeEach(ExtensionContext context) {
        ExtensionContext.Store store = context.getStore(HERE);
        store.put(LiveThreads.class, LiveThreads.now());
        store.put(OpenDescriptors.class, OpenDescriptors.now());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        ExtensionContext.Store store = context.getStore(HERE);
        LiveThreads before = requireNonNull(store.get(LiveThreads.class, LiveThreads.class));
        OpenDescriptors open = requireNonNull(store.get(OpenDescriptors.class, OpenDescriptors.class));
        Leftovers.requireNone("threads", () -> before.addedSince(thread -> mayLive(thread, context)));
        Leftovers.requireNone("file descriptors", open::addedSince);
    }

    private static boolean mayLive(Thread thread, ExtensionContext context) {
        return context.getRequiredTestInstance() instanceof HandlerUnderTest test && test.outlivesTests(thread);
    }

    static void requireNothingInUse(HandlerFixture fixture) {
        fixture.heldLocks().ifPresent(locks -> Assertions.assertEquals(0, locks, "locks held after every close"));
        fixture.usedConnections()
                .ifPresent(used -> Assertions.assertEquals(0, used, "connections not returned after every close"));
    }
}
