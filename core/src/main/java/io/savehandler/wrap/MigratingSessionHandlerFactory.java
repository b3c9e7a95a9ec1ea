package io.savehandler.wrap;

import io.savehandler.Capability;
import io.savehandler.HandlerContext;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * Moves sessions from one store to another while users stay logged in: reads from the current store and writes to both.
 * Go from the old store alone to {@link CurrentStore#OLD}, wait for one lifetime, go to {@link CurrentStore#NEW}, then to
 * the new store alone. Nodes of neighbouring steps may run side by side. Thread-safe; closes both wrapped factories.
 *
 * <p><b>The current store decides</b> what exists, what it holds, and whether a write is accepted. What it refuses, or
 * fails to do, is thrown at once and leaves the other store alone. What it has accepted is then copied:
 *
 * <ul>
 *   <li>{@code write}, {@code writeIfUnchanged} and {@code regenerate} copy the data; {@code updateTimestamp} touches where
 *       the other store holds the same bytes, and copies where it does not. Sessions that are only read are not copied.
 *   <li>Where no lock of the other store protects the copy, the current store is read once more after it, and the copy
 *       follows what is found, until both agree: a concurrent writer's data, or that the session has been destroyed. That
 *       takes one more handler, and its connection, for a moment where the current store is not locked either.
 *   <li>A copy that fails is a {@link io.savehandler.SessionStoreException} although the current store has the data; its
 *       text says so. Nothing about the outcome is unknown, so it is not hidden by asking the current store again. The
 *       stores differ until the session is written or touched again.
 *   <li>{@code destroy}, {@code destroyAllOf}, {@code gc} and {@code close} reach both stores, whichever fails; a second
 *       failure is suppressed in the first. What is counted is the current store's, and so is what is listed.
 * </ul>
 *
 * <p><b>Locks.</b> If both stores lock, both locks are held from {@code read} to {@code close}, taken in one order on
 * every node and at either step: the old store's first. If only one does, its lock is held where it is the current one,
 * and {@link Capability#LOCKING} is not declared, for it would not hold between nodes of both steps.
 *
 * <p>{@code open} gives its save path to the current store; the other one is opened as it was built.
 */
public final class MigratingSessionHandlerFactory implements SessionHandlerFactory {
    private static final Set<Capability> OF_BOTH =
            Set.of(Capability.LOCKING, Capability.TOUCH, Capability.NATIVE_EXPIRY);

    private final SessionHandlerFactory oldStore;
    private final SessionHandlerFactory newStore;
    private final CurrentStore current;
    private final boolean bothLock;

    private MigratingSessionHandlerFactory(
            SessionHandlerFactory oldStore, SessionHandlerFactory newStore, CurrentStore current) {
        this.oldStore = Objects.requireNonNull(oldStore, "oldStore");
        this.newStore = Objects.requireNonNull(newStore, "newStore");
        this.current = Objects.requireNonNull(current, "current");
        this.bothLock = locks(oldStore) && locks(newStore);
    }

    /**
     * Migrates from one store to the other.
     *
     * @param oldStore where the sessions are before the migration
     * @param newStore where they will be after it
     * @param current which of them decides
     */
    public static MigratingSessionHandlerFactory of(
            SessionHandlerFactory oldStore, SessionHandlerFactory newStore, CurrentStore current) {
        return new MigratingSessionHandlerFactory(oldStore, newStore, current);
    }

    @Override
    public SessionHandler newHandler(HandlerContext context) {
        RestartableSessionHandler source = RestartableSessionHandler.of(deciding(), context);
        RestartableSessionHandler target = RestartableSessionHandler.of(following(), context);
        SessionCopy copy = new SessionCopy(source, target, locking(context));
        SessionHandler reading = source;
        if (context.locking() && bothLock) {
            reading = new LockedPair(source, target, copy, current == CurrentStore.OLD);
        }
        return new MigratingSessionHandler(reading, copy, lists(), can(following(), Capability.OWNER_INDEX));
    }

    private SessionCopy.Locking locking(HandlerContext context) {
        if (!context.locking() || !locks(deciding())) {
            return SessionCopy.Locking.NONE;
        }
        return bothLock ? SessionCopy.Locking.BOTH : SessionCopy.Locking.SOURCE;
    }

    /**
     * What the migration as a whole can do. {@link Capability#LOCKING}, {@link Capability#TOUCH} and {@link
     * Capability#NATIVE_EXPIRY} take both stores, and so does {@link Capability#OWNER_INDEX} unless the current one lists; where both lock, one {@link Capability#STORE_WIDE_LOCK} makes all wait;
     * the others are the current store's.
     */
    @Override
    public Set<Capability> capabilities() {
        EnumSet<Capability> all = EnumSet.noneOf(Capability.class);
        all.addAll(deciding().capabilities());
        for (Capability ofBoth : OF_BOTH) {
            if (!following().capabilities().contains(ofBoth)) {
                all.remove(ofBoth);
            }
        }
        if (!lists() && !can(following(), Capability.OWNER_INDEX)) {
            all.remove(Capability.OWNER_INDEX);
        }
        if (!bothLock) {
            all.remove(Capability.STORE_WIDE_LOCK);
        } else if (following().capabilities().contains(Capability.STORE_WIDE_LOCK)) {
            all.add(Capability.STORE_WIDE_LOCK);
        }
        return Set.copyOf(all);
    }

    @Override
    public void close() {
        Both.run(deciding()::close, following()::close);
    }

    private SessionHandlerFactory deciding() {
        return current == CurrentStore.OLD ? oldStore : newStore;
    }

    private SessionHandlerFactory following() {
        return current == CurrentStore.OLD ? newStore : oldStore;
    }

    private boolean lists() {
        return can(deciding(), Capability.LISTING);
    }

    private static boolean locks(SessionHandlerFactory factory) {
        return can(factory, Capability.LOCKING);
    }

    private static boolean can(SessionHandlerFactory factory, Capability capability) {
        return factory.capabilities().contains(capability);
    }
}
