package io.savehandler.jdbc;

import io.savehandler.HandlerContext;
import io.savehandler.Regeneration;
import io.savehandler.SessionConfigurationException;
import io.savehandler.SessionException;
import io.savehandler.SessionGoneException;
import io.savehandler.SessionHandler;
import io.savehandler.spi.LeaseRenewals;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.IntToLongFunction;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One request's view of the sessions in a table. */
final class JdbcSessionHandler implements SessionHandler {
    private static final System.Logger LOG = System.getLogger(JdbcSessionHandler.class.getName());
    private static final int BATCHES_AFTER_A_REQUEST = 10;

    private final String savePath;
    private final HandlerContext context;
    private final JdbcStore store;
    private final JdbcLock lock;
    private final JdbcTimes times;
    private final JdbcGarbage garbage;
    private final JdbcDatabase database;
    private @Nullable JdbcSighting seen;
    private boolean validated;
    private @Nullable LongSupplier dueGarbage;
    private final LeaseRenewals renewals;

    JdbcSessionHandler(String savePath, JdbcDatabase database, LeaseRenewals renewals, HandlerContext context) {
        this.savePath = savePath;
        this.renewals = renewals;
        this.context = context;
        this.times = database.newTimes(context);
        this.lock = database.newLock(renewals, context, times);
        this.store = new JdbcStore(database, times, lock);
        this.database = database;
        this.garbage = new JdbcGarbage(database, times);
    }

    @Override
    public void open(String otherSavePath, String sessionName) {
        if (!otherSavePath.isEmpty() && !otherSavePath.equals(savePath)) {
            throw new SessionConfigurationException(
                    "session.save_path", "is not the one that this handler was built for");
        }
    }

    @Override
    public String createId() {
        return context.ids().newId();
    }

    @Override
    public boolean validateId(String id) {
        validated = look("validateId", context.ids().check(id), false).exists();
        if (!validated) {
            lock.releaseIfOn(id);
        }
        return validated;
    }

    @Override
    public byte[] read(String id) {
        JdbcSighting prefetched = validated ? sightingOf(context.ids().check(id)) : null;
        validated = false;
        return (prefetched == null ? look("read", context.ids().check(id), true) : prefetched).copyOfData();
    }

    @Override
    public void write(String id, byte[] data) {
        JdbcSighting before = sightingOf(context.ids().check(id));
        if (lock.isOn(id)) {
            writeLocked(id, data, before).requireDone();
        } else if (before == null || !before.exists()) {
            store.put(id, data);
        } else if (!store.replace(id, data, before)) {
            throw new SessionGoneException();
        }
        stored(id, data);
        lock.changed("write");
    }

    private JdbcVerdict writeLocked(String id, byte[] data, @Nullable JdbcSighting before) {
        if (lock.keepsOthersOut()) {
            return store.overwrite(id, data, before);
        }
        return before == null
                ? store.replaceLocked(id, data, lock.tokenOn(id))
                : store.compareAndWrite(id, data, before, lock.tokenOn(id));
    }

    @Override
    public boolean writeIfUnchanged(String id, byte[] data) {
        JdbcSighting before = sightingOf(context.ids().check(id));
        if (before == null) {
            throw new IllegalStateException("writeIfUnchanged compares with what read saw: read the session first");
        }
        JdbcVerdict verdict =
                lock.isOn(id) ? writeLocked(id, data, before) : store.compareAndWrite(id, data, before, null);
        if (verdict == JdbcVerdict.LOST) {
            verdict.requireDone();
        }
        if (verdict == JdbcVerdict.DONE) {
            stored(id, data);
            lock.changed("write");
        }
        return verdict == JdbcVerdict.DONE;
    }

    @Override
    public void updateTimestamp(String id, byte[] data) {
        JdbcSighting before = sightingOf(context.ids().check(id));
        boolean recent = before != null
                && before.exists()
                && before.gain(before.seenAt() + times.lifetime()) < times.touchInterval();
        if (!recent && !store.touch(id) && before != null && before.exists()) {
            throw new SessionGoneException();
        }
        lock.changed("updateTimestamp");
    }

    @Override
    public void destroy(String id) {
        store.delete(context.ids().check(id));
        lock.changed("destroy");
    }

    @Override
    public Regeneration.Outcome regenerate(Regeneration wanted) {
        String oldId = context.ids().check(wanted.oldId());
        context.ids().check(wanted.newId());
        Regeneration.Outcome outcome = new JdbcRegeneration(wanted, store, lock).run(sightingOf(oldId));
        if (outcome == Regeneration.Outcome.DONE) {
            stored(wanted.newId(), wanted.data());
            lock.changed("regenerate");
        }
        return outcome;
    }

    @Override
    public Stream<String> ids() {
        return new SessionPages(lock, times, database.statements().ids, "").ids();
    }

    @Override
    public Stream<String> idsOf(String owner) {
        return new OwnedSessions(database, lock, times, owner).ids();
    }

    @Override
    public long destroyAllOf(String owner, @Nullable String exceptId) {
        String spared = exceptId == null ? null : context.ids().check(exceptId);
        long destroyed = new OwnedSessions(database, lock, times, owner).destroyExcept(spared);
        lock.changed("destroyAllOf");
        return destroyed;
    }

    /** In the middle of a request, after it; so it is not counted then. */
    @Override
    public long gc(Duration maxLifetime) {
        return collected(garbage::collect, BATCHES_AFTER_A_REQUEST);
    }

    @Override
    public long gc(Duration maxLifetime, BiConsumer<String, byte[]> removed) {
        ExpiryHandover handover = new ExpiryHandover(database, renewals, context, times, removed);
        return collected(most -> garbage.collect(most, handover::remove), 1);
    }

    private long collected(IntToLongFunction batches, int mostAfterRequest) {
        dueGarbage = seen == null ? null : () -> batches.applyAsLong(mostAfterRequest);
        return seen == null ? batches.applyAsLong(Integer.MAX_VALUE) : 0;
    }

    @Override
    public void finishing() {
        lock.finishing();
    }

    @Override
    public void close() {
        seen = null;
        validated = false;
        lock.release();
        LongSupplier due = dueGarbage;
        if (due != null) {
            dueGarbage = null;
            collectGarbage(due);
        }
    }

    private static void collectGarbage(LongSupplier due) {
        try {
            long removed = due.getAsLong();
            LOG.log(System.Logger.Level.DEBUG, "Session gc removed {0}", removed);
        } catch (SessionException e) {
            LOG.log(System.Logger.Level.WARNING, "Session gc failed; it is tried again later", e);
        }
    }

    private JdbcSighting look(String operation, String id, boolean unknownToo) {
        boolean unknown = lock.isNeededFor(id) && !lock.acquire(id, unknownToo);
        JdbcSighting told = unknown ? JdbcSighting.nothing(id, times.present()) : lock.seenAtLocking();
        JdbcSighting sighting = told == null ? store.look(operation, id) : told;
        seen = sighting;
        return sighting;
    }

    private void stored(String id, byte[] data) {
        long now = times.present();
        seen = JdbcSighting.row(id, data.clone(), now + times.lifetime(), now);
    }

    private @Nullable JdbcSighting sightingOf(String id) {
        return seen != null && seen.isOf(id) ? seen : null;
    }
}
