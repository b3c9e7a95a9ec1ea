package io.savehandler.wrap;

import io.savehandler.Capability;
import io.savehandler.HandlerContext;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.SessionIdPolicy;
import io.savehandler.spi.ForwardingSessionHandlerFactory;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Stores each session under the SHA-256 of its id, as 64 lower-case hexadecimal digits, which is itself an id that PHP
 * accepts. Whoever reads the store then learns no id that a browser could send: ids of PHP's default length have 128
 * random bits, too many to try. PHP finds these sessions only through {@code hash('sha256', $id)}. Thread-safe; has the
 * capabilities of the wrapped factory except {@link Capability#LISTING} and
 * {@link Capability#EXPIRY_HANDOVER}, for the ids cannot be told from their hashes, and
 * closes it. Where the wrapped store knows owners, all sessions of one can still be destroyed.
 *
 * <p>New ids come from {@link HandlerContext#ids()}, and so does the rule which ids are accepted; the wrapped handler sees
 * hashes only.
 */
public final class IdHashingSessionHandlerFactory extends ForwardingSessionHandlerFactory {
    private static final Set<Capability> NEEDING_IDS = Set.of(Capability.LISTING, Capability.EXPIRY_HANDOVER);

    private IdHashingSessionHandlerFactory(SessionHandlerFactory inner) {
        super(inner);
    }

    /**
     * Hashes ids.
     *
     * @param inner makes the handlers that store the sessions under the hashes
     */
    public static IdHashingSessionHandlerFactory of(SessionHandlerFactory inner) {
        return new IdHashingSessionHandlerFactory(inner);
    }

    @Override
    public SessionHandler newHandler(HandlerContext context) {
        HandlerContext hashed = InnerContext.withIds(context, SessionIdPolicy.php());
        return new IdHashingSessionHandler(inner().newHandler(hashed), context);
    }

    @Override
    public Set<Capability> capabilities() {
        return inner().capabilities().stream()
                .filter(capability -> !NEEDING_IDS.contains(capability))
                .collect(Collectors.toUnmodifiableSet());
    }
}
