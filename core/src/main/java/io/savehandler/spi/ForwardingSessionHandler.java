package io.savehandler.spi;

import io.savehandler.Regeneration;
import io.savehandler.SessionHandler;
import java.time.Duration;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Passes every operation, the optional ones included, on to another handler: the base of a wrapper, which overrides what
 * it changes. Used by one thread at a time, like the handler it wraps.
 */
public abstract class ForwardingSessionHandler implements SessionHandler {
    private SessionHandler inner;

    /**
     * Wraps a handler.
     *
     * @param inner the handler that does the work; nobody else uses it
     */
    protected ForwardingSessionHandler(SessionHandler inner) {
        this.inner = Objects.requireNonNull(inner, "inner");
    }

    /** The handler that does the work. */
    protected final SessionHandler inner() {
        return inner;
    }

    /**
     * Goes on with another handler. The one before is the caller's to close.
     *
     * @param fresh does the work from now on
     */
    protected final void replaceInner(SessionHandler fresh) {
        inner = Objects.requireNonNull(fresh, "fresh");
    }

    @Override
    public void open(String savePath, String sessionName) {
        inner.open(savePath, sessionName);
    }

    @Override
    public byte[] read(String id) {
        return inner.read(id);
    }

    @Override
    public void write(String id, byte[] data) {
        inner.write(id, data);
    }

    @Override
    public void destroy(String id) {
        inner.destroy(id);
    }

    @Override
    public long gc(Duration maxLifetime) {
        return inner.gc(maxLifetime);
    }

    @Override
    public long gc(Duration maxLifetime, BiConsumer<String, byte[]> removed) {
        return inner.gc(maxLifetime, removed);
    }

    @Override
    public void finishing() {
        inner.finishing();
    }

    @Override
    public void close() {
        inner.close();
    }

    @Override
    public String createId() {
        return inner.createId();
    }

    @Override
    public boolean validateId(String id) {
        return inner.validateId(id);
    }

    @Override
    public void updateTimestamp(String id, byte[] data) {
        inner.updateTimestamp(id, data);
    }

    @Override
    public boolean writeIfUnchanged(String id, byte[] data) {
        return inner.writeIfUnchanged(id, data);
    }

    @Override
    public Regeneration.Outcome regenerate(Regeneration regeneration) {
        return inner.regenerate(regeneration);
    }

    @Override
    public Stream<String> ids() {
        return inner.ids();
    }

    @Override
    public Stream<String> idsOf(String owner) {
        return inner.idsOf(owner);
    }

    @Override
    public long destroyAllOf(String owner, @Nullable String exceptId) {
        return inner.destroyAllOf(owner, exceptId);
    }
}
