package io.savehandler.testkit;

import io.savehandler.SessionHandlerFactory;
import io.savehandler.memory.InMemorySessionHandlerFactory;
import io.savehandler.memory.InMemorySessionStore;
import io.savehandler.wrap.CurrentStore;
import io.savehandler.wrap.MigratingSessionHandlerFactory;
import java.util.OptionalInt;

/** A migration between two in-memory stores, of which the current one is looked into. Both are cut off at once. */
class MigratingFixture extends RemoteFixture {
    private final InMemorySessionStore other = new InMemorySessionStore();
    private final CurrentStore current;
    private final boolean copied;

    /**
     * @param current which of the stores is this fixture's
     * @param copied whether the second door reaches both stores, as when all sessions have been copied
     */
    MigratingFixture(CurrentStore current, boolean copied) {
        this.current = current;
        this.copied = copied;
    }

    @Override
    public SessionHandlerFactory newFactory() {
        return migration(current);
    }

    SessionHandlerFactory migration(CurrentStore step) {
        boolean mineIsOld = current == CurrentStore.OLD;
        return MigratingSessionHandlerFactory.of(
                factory(mineIsOld ? store : other), factory(mineIsOld ? other : store), step);
    }

    @Override
    public void seed(String id, byte[] data) {
        super.seed(id, data);
        if (copied) {
            other.put(id, data, deadline());
        }
    }

    @Override
    public void remove(String id) {
        super.remove(id);
        if (copied) {
            other.remove(id);
        }
    }

    @Override
    public OptionalInt heldLocks() {
        return OptionalInt.of(store.locked() + other.locked());
    }

    private SessionHandlerFactory factory(InMemorySessionStore one) {
        return remote(InMemorySessionHandlerFactory.builder().store(one).build());
    }
}
