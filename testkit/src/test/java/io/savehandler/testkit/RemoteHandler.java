package io.savehandler.testkit;

import io.savehandler.Regeneration;
import io.savehandler.SessionHandler;
import io.savehandler.SessionIdPolicy;
import io.savehandler.SessionStoreException;
import java.io.IOException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The in-memory handler as if its store were at the end of a wire: it can fail, has a limit, and counts reads. */
final class RemoteHandler extends PassingHandler {
    private final RemoteFixture store;
    private String validated = "";
    private boolean closed;

    RemoteHandler(SessionHandler inMemory, RemoteFixture store) {
        super(inMemory);
        this.store = store;
        store.handlerMade();
    }

    @Override
    public byte[] read(String id) {
        reach("read", id);
        if (!id.equals(validated)) {
            store.countRead();
        }
        validated = "";
        return sound.read(id);
    }

    @Override
    public boolean validateId(String id) {
        reach("validateId", id);
        store.countRead();
        boolean valid = sound.validateId(id);
        validated = valid ? id : "";
        return valid;
    }

    @Override
    public void write(String id, byte[] data) {
        reach("write", id);
        int most = store.maxDataLength().orElse(Integer.MAX_VALUE);
        if (data.length > most) {
            throw new SessionStoreException("write", "memory", "over " + most + " bytes", null);
        }
        sound.write(id, data);
        answer("write");
    }

    @Override
    public void destroy(String id) {
        reach("destroy", id);
        sound.destroy(id);
        answer("destroy");
    }

    @Override
    public void updateTimestamp(String id, byte[] data) {
        reach("updateTimestamp", id);
        sound.updateTimestamp(id, data);
    }

    @Override
    public boolean writeIfUnchanged(String id, byte[] data) {
        reach("writeIfUnchanged", id);
        boolean written = sound.writeIfUnchanged(id, data);
        answer("writeIfUnchanged");
        return written;
    }

    @Override
    public Regeneration.Outcome regenerate(Regeneration regeneration) {
        reach("regenerate", regeneration.oldId());
        Regeneration.Outcome outcome = sound.regenerate(regeneration);
        answer("regenerate");
        return outcome;
    }

    @Override
    public void close() {
        validated = "";
        sound.close();
        if (!closed) {
            closed = true;
            store.handlerClosed();
        }
    }

    @Override
    public Stream<String> ids() {
        reach("ids");
        return sound.ids();
    }

    @Override
    public Stream<String> idsOf(String owner) {
        reach("idsOf");
        return sound.idsOf(owner);
    }

    @Override
    public long destroyAllOf(String owner, @Nullable String exceptId) {
        reach("destroyAllOf");
        return sound.destroyAllOf(owner, exceptId);
    }

    private void reach(String operation, String id) {
        SessionIdPolicy.php().check(id);
        reach(operation);
    }

    private void reach(String operation) {
        if (store.isDown()) {
            throw new SessionStoreException(
                    operation, "memory", "connection refused", new IOException("connection refused"));
        }
    }

    private void answer(String operation) {
        if (store.losesAnswers()) {
            throw new SessionStoreException(
                    operation, "memory", "no answer", true, new IOException("connection reset"));
        }
    }
}
