package io.savehandler.contention;

import io.savehandler.memory.InMemorySessionStore;
import java.time.Instant;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.Validate;

/** The same operations on a bounded store, whose count of its sessions must come out right. */
@Param(name = "number", gen = IntGen.class, conf = "1:2")
public class CountedSessions extends StoredSessions {
    private static final int ROOM = 2;

    /** On a store with room for one session more than there is. */
    public CountedSessions() {
        super(InMemorySessionStore.bounded(ROOM));
    }

    /** A room counted as taken that is free would make a full store refuse or evict too early. */
    @Validate
    public void theCountIsRight() {
        store.clear();
        for (int i = 0; i < ROOM; i++) {
            store.put(
                    "filling-" + i,
                    new byte[0],
                    Instant.EPOCH.plusSeconds(1_000_000).minusSeconds(i));
        }
        if (store.size() != ROOM) {
            throw new IllegalStateException("room for " + store.size() + " sessions instead of " + ROOM);
        }
    }
}
