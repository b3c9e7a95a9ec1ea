package io.savehandler.testkit;

import io.savehandler.HandlerContext;
import io.savehandler.Regeneration;
import io.savehandler.SessionHandler;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A handler that keeps an index of owners of its own, correctly; a defect overrides one of its steps. */
class IndexingHandler extends PassingHandler {
    final HandlerContext context;
    final BreakableFixture store;

    IndexingHandler(SessionHandler sound, HandlerContext context, BreakableFixture store) {
        super(sound);
        this.context = context;
        this.store = store;
    }

    /** Remembers whose the session is that was stored. */
    void index(String id) {
        context.owner().ifPresentOrElse(owner -> store.owners.put(id, owner), () -> store.owners.remove(id));
    }

    void forget(String id) {
        store.owners.remove(id);
    }

    boolean isSame(String owner, String indexed) {
        return owner.equals(indexed);
    }

    boolean isThere(String id) {
        return store.holds(id) && store.isAlive(id);
    }

    void remove(String id) {
        sound.destroy(id);
        forget(id);
    }

    @Override
    public void write(String id, byte[] data) {
        sound.write(id, data);
        index(id);
    }

    @Override
    public boolean writeIfUnchanged(String id, byte[] data) {
        boolean written = sound.writeIfUnchanged(id, data);
        if (written) {
            index(id);
        }
        return written;
    }

    @Override
    public Regeneration.Outcome regenerate(Regeneration wanted) {
        Regeneration.Outcome outcome = sound.regenerate(wanted);
        if (outcome == Regeneration.Outcome.DONE) {
            index(wanted.newId());
            if (wanted.deleteOld()) {
                forget(wanted.oldId());
            } else {
                index(wanted.oldId());
            }
        }
        return outcome;
    }

    @Override
    public void destroy(String id) {
        sound.destroy(id);
        forget(id);
    }

    @Override
    public long destroyAllOf(String owner, @Nullable String exceptId) {
        sound.idsOf(owner).close();
        List<String> ids = store.owners.entrySet().stream()
                .filter(entry -> isSame(owner, entry.getValue()) && isThere(entry.getKey()))
                .map(Map.Entry::getKey)
                .filter(id -> !id.equals(exceptId))
                .toList();
        ids.forEach(this::remove);
        return ids.size();
    }
}
