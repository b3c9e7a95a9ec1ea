package io.savehandler.testkit;

import io.savehandler.Regeneration;
import io.savehandler.SessionHandler;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Passes every call on; what is broken overrides one. */
class PassingHandler implements SessionHandler {
    final SessionHandler sound;

    PassingHandler(SessionHandler sound) {
        this.sound = sound;
    }

    @Override
    public void open(String savePath, String sessionName) {
        sound.open(savePath, sessionName);
    }

    @Override
    public byte[] read(String id) {
        return sound.read(id);
    }

    @Override
    public void write(String id, byte[] data) {
        sound.write(id, data);
    }

    @Override
    public void destroy(String id) {
        sound.destroy(id);
    }

    @Override
    public long gc(Duration maxLifetime) {
        return sound.gc(maxLifetime);
    }

    @Override
    public long gc(Duration maxLifetime, BiConsumer<String, byte[]> removed) {
        return sound.gc(maxLifetime, removed);
    }

    @Override
    public void close() {
        sound.close();
    }

    @Override
    public String createId() {
        return sound.createId();
    }

    @Override
    public boolean validateId(String id) {
        return sound.validateId(id);
    }

    @Override
    public void updateTimestamp(String id, byte[] data) {
        sound.updateTimestamp(id, data);
    }

    @Override
    public boolean writeIfUnchanged(String id, byte[] data) {
        return sound.writeIfUnchanged(id, data);
    }

    @Override
    public Regeneration.Outcome regenerate(Regeneration regeneration) {
        return sound.regenerate(regeneration);
    }

    @Override
    public Stream<String> ids() {
        return sound.ids();
    }

    @Override
    public Stream<String> idsOf(String owner) {
        return sound.idsOf(owner);
    }

    @Override
    public long destroyAllOf(String owner, @Nullable String exceptId) {
        return sound.destroyAllOf(owner, exceptId);
    }
}
