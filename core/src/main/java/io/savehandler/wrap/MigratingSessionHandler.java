package io.savehandler.wrap;

import io.savehandler.Regeneration;
import io.savehandler.SessionHandler;
import io.savehandler.spi.ForwardingSessionHandler;
import java.time.Duration;

/** Asks the current store, then copies what it has accepted. */
final class MigratingSessionHandler extends ForwardingSessionHandler {
    private final SessionCopy copy;

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
    public void write(String id, byte[] data) {
        inner().write(id, data);
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

    @Override
    public void updateTimestamp(String id, byte[] data) {
        inner().updateTimestamp(id, data);
        copy.touched(id, data);
    }

    @Override
    public Regeneration.Outcome regenerate(Regeneration wanted) {
        Regeneration.Outcome outcome = inner().regenerate(wanted);
        if (outcome == Regeneration.Outcome.DONE) {
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

    @Override
    public void close() {
        Both.run(inner()::close, copy::close);
    }
}
