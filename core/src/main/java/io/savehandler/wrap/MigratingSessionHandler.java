package io.savehandler.wrap;

import io.savehandler.Regeneration;
import io.savehandler.SessionHandler;
import io.savehandler.spi.ForwardingSessionHandler;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Asks the current store, then copies what it has accepted. */
final class MigratingSessionHandler extends ForwardingSessionHandler {
    private final SessionCopy copy;
    private final boolean lists;
    private final boolean copyKnowsOwners;
    private @Nullable String used;

    MigratingSessionHandler(SessionHandler current, SessionCopy copy, boolean lists, boolean copyKnowsOwners) {
        super(current);
        this.copy = copy;
        this.lists = lists;
        this.copyKnowsOwners = copyKnowsOwners;
    }

    @Override
    public void open(String savePath, String sessionName) {
        inner().open(savePath, sessionName);
        copy.open(sessionName);
    }

    @Override
    public byte[] read(String id) {
        byte[] data = inner().read(id);
        used = id;
        return data;
    }

    @Override
    public void write(String id, byte[] data) {
        inner().write(id, data);
        used = id;
        copy.written(id, data);
    }

    @Override
    public boolean writeIfUnchanged(String id, byte[] data) {
        boolean written = inner().writeIfUnchanged(id, data);
        if (written) {
            copy.written(id, data);
        }
        return written;
    }

    /** A session that this request has not used is not copied, for it may not exist. */
    @Override
    public void updateTimestamp(String id, byte[] data) {
        inner().updateTimestamp(id, data);
        if (id.equals(used)) {
            copy.touched(id, data);
        }
    }

    @Override
    public Regeneration.Outcome regenerate(Regeneration wanted) {
        Regeneration.Outcome outcome = inner().regenerate(wanted);
        if (outcome == Regeneration.Outcome.DONE) {
            used = wanted.newId();
            copy.regenerated(wanted);
        }
        return outcome;
    }

    @Override
    public void destroy(String id) {
        Both.run(() -> inner().destroy(id), () -> copy.destroy(id));
    }

    @Override
    public long destroyAllOf(String owner, @Nullable String exceptId) {
        List<String> destroyed = knownIds(owner, exceptId);
        return Both.get(() -> inner().destroyAllOf(owner, exceptId), () -> {
            destroyed.forEach(copy::destroy);
            if (copyKnowsOwners) {
                copy.destroyAllOf(owner, exceptId);
            }
        });
    }

    @Override
    public long gc(Duration maxLifetime) {
        return Both.get(() -> inner().gc(maxLifetime), () -> copy.gc(maxLifetime));
    }

    /** The current store hands over; the other one's copies go unseen. */
    @Override
    public long gc(Duration maxLifetime, BiConsumer<String, byte[]> removed) {
        return Both.get(() -> inner().gc(maxLifetime, removed), () -> copy.gc(maxLifetime));
    }

    /** Not passed on: the lock outlasts the write of the copy. */
    @Override
    public void finishing() {}

    /** A copy that was made by touching may not know the owner, so it is found by its id. */
    private List<String> knownIds(String owner, @Nullable String exceptId) {
        if (!lists) {
            return List.of();
        }
        try (Stream<String> ids = inner().idsOf(owner)) {
            return ids.filter(id -> !id.equals(exceptId)).toList();
        }
    }

    @Override
    public void close() {
        Both.run(inner()::close, copy::close);
    }
}
