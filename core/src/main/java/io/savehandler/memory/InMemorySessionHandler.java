package io.savehandler.memory;

import io.savehandler.HandlerContext;
import io.savehandler.Regeneration;
import io.savehandler.SessionGoneException;
import io.savehandler.SessionHandler;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One request's view of an {@link InMemorySessionStore}. */
final class InMemorySessionHandler implements SessionHandler {
    private final InMemorySessionStore store;
    private final HandlerContext context;
    private final InstantSource clock;
    private final HeldLock lock;
    private @Nullable Sighting seen;
    private boolean validated;

    InMemorySessionHandler(InMemorySessionStore store, HandlerContext context, InstantSource clock) {
        this.store = store;
        this.context = context;
        this.clock = clock;
        this.lock = new HeldLock(store.locks(), context);
    }

    @Override
    public void open(String savePath, String sessionName) {
        InMemorySessionHandlerFactory.requireNoSavePath(savePath);
    }

    @Override
    public String createId() {
        return context.ids().newId();
    }

    @Override
    public boolean validateId(String id) {
        context.ids().check(id);
        validated = false;
        boolean locked = store.locks().isOccupied(id);
        boolean known = store.live(id, clock.millis()) != null;
        if (!known && !locked) {
            return false;
        }
        lock.takeIfWanted(id);
        if (!known) {
            lock.awaitOthers(id);
        }
        validated = look(id).isLive(clock.millis());
        if (!validated) {
            lock.release(id);
        }
        return validated;
    }

    @Override
    public byte[] read(String id) {
        context.ids().check(id);
        Sighting prefetched = validated ? sightingOf(id) : null;
        validated = false;
        if (prefetched != null && prefetched.isLive(clock.millis())) {
            return prefetched.copyOfData();
        }
        lock.takeIfWanted(id);
        return look(id).copyOfData();
    }

    @Override
    public void write(String id, byte[] data) {
        context.ids().check(id);
        long now = clock.millis();
        StoredSession next = stored(data, now);
        store.change(id, now, present -> {
            requireWritable(id, present, now);
            return next;
        });
        seen = new Sighting(id, next);
    }

    @Override
    public boolean writeIfUnchanged(String id, byte[] data) {
        Sighting before = sightingOf(context.ids().check(id));
        if (before == null) {
            throw new IllegalStateException("writeIfUnchanged compares with what read saw: read the session first");
        }
        long now = clock.millis();
        StoredSession next = stored(data, now);
        if (store.change(id, now, present -> before.isUnchanged(present, now) ? next : present) != next) {
            return false;
        }
        seen = new Sighting(id, next);
        return true;
    }

    @Override
    public void updateTimestamp(String id, byte[] data) {
        Sighting before = sightingOf(context.ids().check(id));
        long now = clock.millis();
        StoredSession touched = store.touch(id, now, deadline(now), leastGain());
        if (before != null && before.isGone(touched, now)) {
            throw new SessionGoneException();
        }
    }

    @Override
    public void destroy(String id) {
        store.remove(context.ids().check(id));
    }

    @Override
    public Regeneration.Outcome regenerate(Regeneration wanted) {
        String oldId = context.ids().check(wanted.oldId());
        String newId = context.ids().check(wanted.newId());
        long now = clock.millis();
        StoredSession fresh = stored(wanted.data(), now);
        StoredSession kept = wanted.deleteOld() ? fresh : stored(wanted.oldData(), now);
        InMemoryRegeneration regeneration = new InMemoryRegeneration(store, wanted, fresh, kept, now);
        Regeneration.Outcome outcome = regeneration.run(sightingOf(oldId), lock.isOn(oldId));
        if (outcome == Regeneration.Outcome.DONE) {
            lock.moveTo(newId, regeneration.place());
            seen = new Sighting(newId, fresh);
        }
        return outcome;
    }

    @Override
    public long gc(Duration maxLifetime) {
        return store.removeExpired(clock.millis());
    }

    @Override
    public long gc(Duration maxLifetime, BiConsumer<String, byte[]> removed) {
        return store.removeExpired(clock.millis(), removed);
    }

    @Override
    public Stream<String> ids() {
        return store.idsOfLive(clock.millis(), session -> true);
    }

    @Override
    public Stream<String> idsOf(String owner) {
        return store.idsOfLive(clock.millis(), session -> session.isOwnedBy(owner));
    }

    @Override
    public long destroyAllOf(String owner, @Nullable String exceptId) {
        return store.removeLive(clock.millis(), session -> session.isOwnedBy(owner), exceptId);
    }

    @Override
    public void close() {
        seen = null;
        validated = false;
        lock.release();
    }

    private StoredSession stored(byte[] data, long now) {
        return StoredSession.copyOf(data, deadline(now), context.owner().orElse(null));
    }

    private Sighting look(String id) {
        Sighting sighting = new Sighting(id, store.live(id, clock.millis()));
        seen = sighting;
        return sighting;
    }

    private @Nullable Sighting sightingOf(String id) {
        return seen != null && seen.isOf(id) ? seen : null;
    }

    private void requireWritable(String id, @Nullable StoredSession present, long now) {
        Sighting before = sightingOf(id);
        if (before != null) {
            before.requireWritable(present, now, lock.isOn(id));
        }
    }

    private long deadline(long now) {
        return now + Math.max(1, millis(context.lifetime()));
    }

    private long leastGain() {
        return Math.max(1, millis(context.touchInterval()));
    }

    private static long millis(Duration duration) {
        boolean endless = duration.compareTo(HandlerContext.NO_DEADLINE) > 0;
        return (endless ? HandlerContext.NO_DEADLINE : duration).toMillis();
    }
}
