package io.savehandler.wrap;

import io.savehandler.Capability;
import io.savehandler.HandlerContext;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.spi.ForwardingSessionHandlerFactory;
import java.util.EnumSet;
import java.util.Set;

/**
 * Reads sessions and never changes one: for a report, a standby site, or maintenance. Every request is a {@link
 * HandlerContext#readOnly()} one to the wrapped handler, so that not even a lock is written. Thread-safe; closes the
 * wrapped factory.
 *
 * <ul>
 *   <li>{@code write} of the very bytes that {@code read} returned has nothing to do and does nothing; of any others it is
 *       a {@link io.savehandler.SessionStoreException}, as are {@code destroy} and {@code regenerate}. A log-out that had
 *       no effect must not look like one that had.
 *   <li>{@code updateTimestamp} does nothing: being read here does not keep a session alive.
 *   <li>{@code gc} removes nothing and returns 0.
 * </ul>
 *
 * <p>Of the wrapped factory's capabilities those that are about writing or locking are gone: {@link Capability#LOCKING},
 * {@link Capability#STORE_WIDE_LOCK}, {@link Capability#COMPARE_AND_SET}, {@link Capability#TOUCH},
 * {@link Capability#OWNER_INDEX} and {@link Capability#EXPIRY_HANDOVER}.
 */
public final class ReadOnlySessionHandlerFactory extends ForwardingSessionHandlerFactory {

    private ReadOnlySessionHandlerFactory(SessionHandlerFactory inner) {
        super(inner);
    }

    /**
     * Refuses changes.
     *
     * @param inner makes the handlers that are read from
     */
    public static ReadOnlySessionHandlerFactory of(SessionHandlerFactory inner) {
        return new ReadOnlySessionHandlerFactory(inner);
    }

    @Override
    public SessionHandler newHandler(HandlerContext context) {
        return new ReadOnlySessionHandler(inner().newHandler(InnerContext.readOnly(context)), context);
    }

    @Override
    public Set<Capability> capabilities() {
        EnumSet<Capability> kept = EnumSet.noneOf(Capability.class);
        kept.addAll(inner().capabilities());
        kept.removeAll(EnumSet.of(
                Capability.LOCKING,
                Capability.STORE_WIDE_LOCK,
                Capability.COMPARE_AND_SET,
                Capability.TOUCH,
                Capability.OWNER_INDEX,
                Capability.EXPIRY_HANDOVER));
        return Set.copyOf(kept);
    }
}
