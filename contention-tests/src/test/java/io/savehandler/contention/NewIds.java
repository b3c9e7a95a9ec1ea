package io.savehandler.contention;

import io.savehandler.HandlerContext;
import io.savehandler.Regeneration;
import io.savehandler.SessionHandler;
import io.savehandler.memory.InMemorySessionHandlerFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.Validate;

/** Regenerations into the same new ids, from sessions of their own: exactly one gets each. */
@Param(name = "number", gen = IntGen.class, conf = "1:2")
public class NewIds {
    private static final HandlerContext LOCKED = HandlerContext.defaults();
    private static final HandlerContext UNLOCKED =
            HandlerContext.builder().locking(false).build();

    private final InMemorySessionHandlerFactory factory = InMemorySessionHandlerFactory.create();
    private final AtomicInteger visitors = new AtomicInteger();

    /** Whether a visitor under the lock got the id. */
    @Operation
    public boolean takeLocked(@Param(name = "number") int number) {
        return take(number, LOCKED);
    }

    /** Whether a visitor without a lock got the id. */
    @Operation
    public boolean takeUnlocked(@Param(name = "number") int number) {
        return take(number, UNLOCKED);
    }

    private boolean take(int number, HandlerContext context) {
        String old = "old-" + visitors.incrementAndGet();
        try (SessionHandler handler = factory.newHandler(context)) {
            handler.write(old, new byte[0]);
            handler.read(old);
            Regeneration wanted = new Regeneration(old, "new-" + number, new byte[0], true);
            return handler.regenerate(wanted) == Regeneration.Outcome.DONE;
        }
    }

    /** Whoever did not get an id still has the old one, and nobody has a lock. */
    @Validate
    public void nobodyLostASession() {
        if (factory.store().size() != visitors.get() || factory.store().locked() != 0) {
            throw new IllegalStateException(factory.store().size() + " sessions of " + visitors.get() + " visitors, "
                    + factory.store().locked() + " locked");
        }
    }
}
