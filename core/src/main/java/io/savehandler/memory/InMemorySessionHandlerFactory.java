package io.savehandler.memory;

import io.savehandler.Capability;
import io.savehandler.HandlerContext;
import io.savehandler.SessionConfigurationException;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps sessions in the heap: the handler to unit-test with, and one for applications that are a single process.
 * Thread-safe. Locks are fair and end with {@link SessionHandler#close}; nothing is written to disk.
 * Finding the sessions of one owner takes a walk through all sessions.
 *
 * <p>Time is told by the clock that the factory was built with, or else by each request's {@link HandlerContext#clock()}.
 */
public final class InMemorySessionHandlerFactory implements SessionHandlerFactory {
    private static final Set<Capability> CAPABILITIES = Set.of(
            Capability.LOCKING,
            Capability.COMPARE_AND_SET,
            Capability.TOUCH,
            Capability.LISTING,
            Capability.OWNER_INDEX,
            Capability.EXPIRY_HANDOVER);
    private static final Set<Capability> CAPABILITIES_WHERE_BOUNDED = Set.of(
            Capability.LOCKING,
            Capability.COMPARE_AND_SET,
            Capability.TOUCH,
            Capability.LISTING,
            Capability.OWNER_INDEX,
            Capability.EXPIRY_HANDOVER,
            Capability.MAY_EVICT);

    private final InMemorySessionStore store;
    private final Optional<InstantSource> clock;

    private InMemorySessionHandlerFactory(Builder builder) {
        this.store = builder.store;
        this.clock = builder.clock;
    }

    /** A factory with a store of its own. */
    public static InMemorySessionHandlerFactory create() {
        return builder().build();
    }

    /** A builder that starts with a store of its own and the requests' clocks. */
    public static Builder builder() {
        return new Builder();
    }

    /** Where the sessions are. */
    public InMemorySessionStore store() {
        return store;
    }

    @Override
    public SessionHandler newHandler(HandlerContext context) {
        return new InMemorySessionHandler(store, context, clock.orElseGet(context::clock));
    }

    @Override
    public Set<Capability> capabilities() {
        return store.isBounded() ? CAPABILITIES_WHERE_BOUNDED : CAPABILITIES;
    }

    static void requireNoSavePath(String savePath) {
        if (!savePath.isEmpty()) {
            throw new SessionConfigurationException(
                    "session.save_path", "must stay empty: the memory handler stores in this process and nowhere else");
        }
    }

    /** Builds {@link InMemorySessionHandlerFactory}. Not thread-safe. */
    public static final class Builder {
        private InMemorySessionStore store = new InMemorySessionStore();
        private Optional<InstantSource> clock = Optional.empty();

        private Builder() {}

        /** Sets the store: to share it between factories, to look into it, or to {@link InMemorySessionStore#bounded bound} it. */
        public Builder store(InMemorySessionStore store) {
            this.store = Objects.requireNonNull(store, "store");
            return this;
        }

        /** Sets the clock by which sessions expire, for example a {@link ManualClock}. */
        public Builder clock(InstantSource clock) {
            this.clock = Optional.of(clock);
            return this;
        }

        /** Returns a factory with what was set so far. */
        public InMemorySessionHandlerFactory build() {
            return new InMemorySessionHandlerFactory(this);
        }
    }
}
