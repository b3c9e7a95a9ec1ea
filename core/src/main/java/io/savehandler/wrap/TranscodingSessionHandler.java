package io.savehandler.wrap;

import io.savehandler.Capability;
import io.savehandler.HandlerContext;
import io.savehandler.Regeneration;
import io.savehandler.SessionException;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.spi.ForwardingSessionHandler;
import java.time.Duration;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Stores data in another form; the handler inside sees only that form, and compares it where it guards a write. */
final class TranscodingSessionHandler extends ForwardingSessionHandler {
    private static final System.Logger LOG = System.getLogger(TranscodingSessionHandler.class.getName());

    private final ValueCodec codec;
    private final boolean locked;
    private final boolean comparesAndSets;
    private @Nullable String seenId;
    private byte @Nullable [] seen;

    private TranscodingSessionHandler(
            SessionHandler inner, ValueCodec codec, HandlerContext context, Set<Capability> capabilities) {
        super(inner);
        this.codec = codec;
        this.locked = context.locking() && capabilities.contains(Capability.LOCKING);
        this.comparesAndSets = capabilities.contains(Capability.COMPARE_AND_SET);
    }

    static SessionHandler around(SessionHandlerFactory inner, ValueCodec codec, HandlerContext context) {
        return new TranscodingSessionHandler(inner.newHandler(context), codec, context, inner.capabilities());
    }

    @Override
    public byte[] read(String id) {
        remember(null, null);
        byte[] stored = inner().read(id);
        byte[] data = codec.decode(id, stored);
        remember(id, stored);
        return data;
    }

    @Override
    public void write(String id, byte[] data) {
        byte[] stored = codec.encode(id, data);
        inner().write(id, stored);
        remember(id, stored);
    }

    @Override
    public boolean writeIfUnchanged(String id, byte[] data) {
        byte[] stored = codec.encode(id, data);
        boolean written = inner().writeIfUnchanged(id, stored);
        if (written) {
            remember(id, stored);
        }
        return written;
    }

    /** The same stored bytes: a handler that writes them when it touches must not change the value. */
    @Override
    public void updateTimestamp(String id, byte[] data) {
        byte[] stored = id.equals(seenId) ? seen : null;
        if (stored == null) {
            inner().updateTimestamp(id, codec.encode(id, data));
        } else if (!codec.isOutdated(stored) || !renew(id, stored)) {
            inner().updateTimestamp(id, stored);
        }
    }

    @Override
    public Regeneration.Outcome regenerate(Regeneration wanted) {
        byte[] stored = codec.encode(wanted.newId(), wanted.data());
        byte[] old = wanted.deleteOld() ? stored : codec.encode(wanted.oldId(), wanted.oldData());
        Regeneration.Outcome outcome = inner().regenerate(wanted.withData(stored, old));
        if (outcome == Regeneration.Outcome.DONE) {
            remember(wanted.newId(), stored);
        }
        return outcome;
    }

    /** A session that cannot be read any more goes unseen; gc goes on with the others. */
    @Override
    public long gc(Duration maxLifetime, BiConsumer<String, byte[]> removed) {
        return inner().gc(maxLifetime, (id, stored) -> {
            byte[] data;
            try {
                data = codec.decode(id, stored);
            } catch (SessionException e) {
                LOG.log(System.Logger.Level.WARNING, "gc has removed a session that could not be read", e);
                return;
            }
            removed.accept(id, data);
        });
    }

    /** Stores unchanged data in today's form, but only where that cannot undo what others wrote. */
    private boolean renew(String id, byte[] stored) {
        if (!comparesAndSets && !locked) {
            return false;
        }
        byte[] data = codec.decode(id, stored);
        if (comparesAndSets) {
            return writeIfUnchanged(id, data);
        }
        write(id, data);
        return true;
    }

    private void remember(@Nullable String id, byte @Nullable [] stored) {
        seenId = id;
        seen = stored;
    }
}
