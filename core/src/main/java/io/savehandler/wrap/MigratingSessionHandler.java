package io.savehandler.wrap;

import io.savehandler.Regeneration;
import io.savehandler.SessionHandler;
import io.savehandler.spi.ForwardingSessionHandler;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Asks the current store, then copies what it has accepted. */
final class MigratingSessionHandler extends ForwardingSessionHandler {
    private final SessionCopy copy;
    private @Nullable String used;

    MigratingSessionHandler(SessionHandler current, SessionCopy copy) {
        super(current);
        this.copy = copy;
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
    public long gc(Duration maxLifetime) {
        return Both.get(() -> inner().gc(maxLifetime), () -> copy.gc(maxLifetime));
    }

    /** Not passed on: the lock outlasts the write of the copy. */
    @Override
    public void finishing() {}

    @Override
    public void close() {
        Both.run(inner()::close, copy::close);
    }
}
