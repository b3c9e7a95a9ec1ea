package io.savehandler.wrap;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.savehandler.HandlerContext;
import io.savehandler.Regeneration;
import io.savehandler.SessionHandler;
import io.savehandler.spi.ForwardingSessionHandler;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Passes on the hash of every id. */
final class IdHashingSessionHandler extends ForwardingSessionHandler {
    private final HandlerContext context;

    IdHashingSessionHandler(SessionHandler inner, HandlerContext context) {
        super(inner);
        this.context = context;
    }

    @Override
    public String createId() {
        return context.ids().newId();
    }

    @Override
    public boolean validateId(String id) {
        return inner().validateId(hash(id));
    }

    @Override
    public byte[] read(String id) {
        return inner().read(hash(id));
    }

    @Override
    public void write(String id, byte[] data) {
        inner().write(hash(id), data);
    }

    @Override
    public boolean writeIfUnchanged(String id, byte[] data) {
        return inner().writeIfUnchanged(hash(id), data);
    }

    @Override
    public void updateTimestamp(String id, byte[] data) {
        inner().updateTimestamp(hash(id), data);
    }

    @Override
    public void destroy(String id) {
        inner().destroy(hash(id));
    }

    @Override
    public Regeneration.Outcome regenerate(Regeneration wanted) {
        return inner().regenerate(wanted.withIds(hash(wanted.oldId()), hash(wanted.newId())));
    }

    @Override
    public Stream<String> ids() {
        throw unknown();
    }

    @Override
    public Stream<String> idsOf(String owner) {
        throw unknown();
    }

    @Override
    public long destroyAllOf(String owner, @Nullable String exceptId) {
        return inner().destroyAllOf(owner, exceptId == null ? null : hash(exceptId));
    }

    @Override
    public long gc(Duration maxLifetime, BiConsumer<String, byte[]> removed) {
        throw new UnsupportedOperationException(
                "nobody knows the ids whose hashes are stored, so EXPIRY_HANDOVER is not declared");
    }

    private static UnsupportedOperationException unknown() {
        return new UnsupportedOperationException(
                "nobody knows the ids whose hashes are stored, so LISTING is not declared");
    }

    private String hash(String id) {
        byte[] checked = context.ids().check(id).getBytes(UTF_8);
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(checked));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
