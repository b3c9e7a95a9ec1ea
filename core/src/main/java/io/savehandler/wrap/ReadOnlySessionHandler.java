package io.savehandler.wrap;

import io.savehandler.HandlerContext;
import io.savehandler.Regeneration;
import io.savehandler.SessionHandler;
import io.savehandler.SessionStoreException;
import io.savehandler.spi.ForwardingSessionHandler;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lets pass what changes nothing and refuses the rest. */
final class ReadOnlySessionHandler extends ForwardingSessionHandler {
    private final HandlerContext context;
    private @Nullable String seenId;
    private byte @Nullable [] seen;

    ReadOnlySessionHandler(SessionHandler inner, HandlerContext context) {
        super(inner);
        this.context = context;
    }

    @Override
    public byte[] read(String id) {
        byte[] data = inner().read(id);
        seenId = id;
        seen = data.clone();
        return data;
    }

    @Override
    public void write(String id, byte[] data) {
        context.ids().check(id);
        if (!id.equals(seenId) || !Arrays.equals(data, seen)) {
            throw refused("write");
        }
    }

    @Override
    public boolean writeIfUnchanged(String id, byte[] data) {
        throw new UnsupportedOperationException("a read-only store does not declare COMPARE_AND_SET");
    }

    @Override
    public void updateTimestamp(String id, byte[] data) {
        context.ids().check(id);
    }

    @Override
    public void destroy(String id) {
        context.ids().check(id);
        throw refused("destroy");
    }

    @Override
    public Stream<String> idsOf(String owner) {
        throw ownersUnknown();
    }

    @Override
    public long destroyAllOf(String owner, @Nullable String exceptId) {
        throw ownersUnknown();
    }

    @Override
    public Regeneration.Outcome regenerate(Regeneration wanted) {
        context.ids().check(wanted.oldId());
        context.ids().check(wanted.newId());
        throw refused("regenerate");
    }

    @Override
    public long gc(Duration maxLifetime) {
        return 0;
    }

    @Override
    public long gc(Duration maxLifetime, BiConsumer<String, byte[]> removed) {
        throw new UnsupportedOperationException("a read-only store does not declare EXPIRY_HANDOVER");
    }

    private static UnsupportedOperationException ownersUnknown() {
        return new UnsupportedOperationException("a read-only store does not declare OWNER_INDEX");
    }

    private static SessionStoreException refused(String operation) {
        return new SessionStoreException(
                operation,
                "a read-only view of a store",
                "sessions can only be read here; start the request read-only, or leave ReadOnlySessionHandlerFactory out",
                null);
    }
}
