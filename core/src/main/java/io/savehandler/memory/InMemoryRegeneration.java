package io.savehandler.memory;

import static java.util.Objects.requireNonNull;

import io.savehandler.Regeneration;
import io.savehandler.spi.LocalLockQueue;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One regeneration in an {@link InMemorySessionStore}: the new session if its id is free, then the old one. */
final class InMemoryRegeneration {
    private final InMemorySessionStore store;
    private final Regeneration wanted;
    private final StoredSession fresh;
    private final StoredSession kept;
    private final long now;
    private LocalLockQueue.@Nullable Place place;

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
     * @param seen what the request has seen under the old id, or null
     * @param locked whether the request holds the old session's lock
     */
    Regeneration.Outcome run(@Nullable Sighting seen, boolean locked) {
        if (wanted.newId().equals(wanted.oldId()) || !reserve()) {
            return Regeneration.Outcome.NEW_ID_TAKEN;
        }
        boolean done = false;
        try {
            done = replaceOld(seen, locked);
            return done ? Regeneration.Outcome.DONE : Regeneration.Outcome.OLD_CHANGED;
        } finally {
            if (!done) {
                store.remove(wanted.newId());
                place().close();
            }
        }
    }

    /** The place in the new session's line; there is one after {@link Regeneration.Outcome#DONE}. */
    LocalLockQueue.Place place() {
        return requireNonNull(place);
    }

    private boolean reserve() {
        Optional<LocalLockQueue.Place> reserved = store.locks().tryEnter(wanted.newId());
        place = reserved.orElse(null);
        return reserved.isPresent() && insertOrLeave();
    }

    private boolean insertOrLeave() {
        boolean inserted = false;
        try {
            inserted = insertNew();
            return inserted;
        } finally {
            if (!inserted) {
                place().close();
            }
        }
    }

    private boolean insertNew() {
        return store.change(wanted.newId(), now, present -> present == null ? fresh : present) == fresh;
    }

    private boolean replaceOld(@Nullable Sighting seen, boolean locked) {
        boolean[] unchanged = {true};
        store.change(wanted.oldId(), now, present -> {
            if (seen != null && wanted.isConditional() && !seen.isUnchanged(present, now)) {
                unchanged[0] = false;
                return present;
            }
            if (seen != null) {
                seen.requireWritable(present, now, locked);
            }
            return wanted.deleteOld() ? null : kept;
        });
        return unchanged[0];
    }
}
