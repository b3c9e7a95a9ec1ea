package io.savehandler.memory;

import io.savehandler.Regeneration;
import io.savehandler.spi.LocalLockQueue;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One regeneration in an {@link InMemorySessionStore}: the new session if its id is free, then the old one. */
final class InMemoryRegeneration {
    private final InMemorySessionStore store;
    private final Regeneration wanted;
    private final StoredSession fresh;
    private final StoredSession kept;
    private final long now;

    InMemoryRegeneration(
            InMemorySessionStore store, Regeneration wanted, StoredSession fresh, StoredSession kept, long now) {
        this.store = store;
        this.wanted = wanted;
        this.fresh = fresh;
        this.kept = kept;
        this.now = now;
    }

    /**
     * Stores the new session and deals with the old one.
     *
     * @param requireWritable fails where the old session is no longer the request's; the new one is taken back then
     * @return the place in the new session's line, or nothing where its id is in use
     */
    Optional<LocalLockQueue.Place> run(Consumer<@Nullable StoredSession> requireWritable) {
        Optional<LocalLockQueue.Place> reserved = store.locks().tryEnter(wanted.newId());
        if (reserved.isEmpty() || wanted.newId().equals(wanted.oldId()) || !insertNew()) {
            reserved.ifPresent(LocalLockQueue.Place::close);
            return Optional.empty();
        }
        try {
            replaceOld(requireWritable);
            return reserved;
        } catch (RuntimeException e) {
            store.remove(wanted.newId());
            reserved.get().close();
            throw e;
        }
    }

    private boolean insertNew() {
        return store.change(wanted.newId(), now, present -> present == null ? fresh : present) == fresh;
    }

    private void replaceOld(Consumer<@Nullable StoredSession> requireWritable) {
        store.change(wanted.oldId(), now, present -> {
            requireWritable.accept(present);
            return wanted.deleteOld() ? null : kept;
        });
    }
}
