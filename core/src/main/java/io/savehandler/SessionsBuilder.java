package io.savehandler;

import io.savehandler.format.SessionFormat;
import io.savehandler.format.SessionFormats;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Builds {@link Sessions}. Not thread-safe. */
public final class SessionsBuilder {
    private final SessionHandlerFactory handlers;

    @Nullable WhenGone whenGone;

    SessionConfig config = SessionConfig.defaults();
    InstantSource clock = InstantSource.system();
    RandomGenerator random = new SecureRandom();
    WhenStartFails whenStartFails = WhenStartFails.THROW;
    WhenSaveFails whenSaveFails = WhenSaveFails.THROW;
    SessionEvents events = SessionEvents.NONE;
    Duration requestTimeout = HandlerContext.NO_DEADLINE;
    Function<? super Session, @Nullable String> ownerOf = session -> null;

    @Nullable Duration gcInterval;

    SessionsBuilder(SessionHandlerFactory handlers) {
        this.handlers = Objects.requireNonNull(handlers, "handlers");
    }

    /**
     * Sets the settings. {@link SessionConfig#saveHandler()} has no say here, because the store was handed in.
     *
     * @param config the settings; {@link SessionConfig#defaults()} otherwise
     */
    public SessionsBuilder config(SessionConfig config) {
        this.config = Objects.requireNonNull(config, "config");
        return this;
    }

    /**
     * Sets the clock that handlers which go by the host's clock use; the system's otherwise.
     *
     * @param clock in tests, a clock that stands until it is moved
     */
    public SessionsBuilder clock(InstantSource clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
        return this;
    }

    /**
     * Sets what a save does when the session has vanished from the store.
     *
     * @param whenGone otherwise {@link WhenGone#DROP}, and {@link WhenGone#THROW} where the store itself may lose live
     *     sessions ({@link Capability#MAY_EVICT})
     */
    public SessionsBuilder whenGone(WhenGone whenGone) {
        this.whenGone = Objects.requireNonNull(whenGone, "whenGone");
        return this;
    }

    /**
     * Sets what a start does when the store fails.
     *
     * @param whenStartFails otherwise {@link WhenStartFails#THROW}
     */
    public SessionsBuilder whenStartFails(WhenStartFails whenStartFails) {
        this.whenStartFails = Objects.requireNonNull(whenStartFails, "whenStartFails");
        return this;
    }

    /**
     * Sets what a save does when the store fails.
     *
     * @param whenSaveFails otherwise {@link WhenSaveFails#THROW}
     */
    public SessionsBuilder whenSaveFails(WhenSaveFails whenSaveFails) {
        this.whenSaveFails = Objects.requireNonNull(whenSaveFails, "whenSaveFails");
        return this;
    }

    /**
     * Sets who is told what happens to sessions; nobody otherwise.
     *
     * @param events for example an adapter to a metrics library
     */
    public SessionsBuilder events(SessionEvents events) {
        this.events = Objects.requireNonNull(events, "events");
        return this;
    }

    /**
     * Sets how long one request may spend from the start of its session on; no handler waits for a lock beyond that.
     *
     * @param requestTimeout positive; no bound otherwise
     */
    public SessionsBuilder requestTimeout(Duration requestTimeout) {
        this.requestTimeout = Objects.requireNonNull(requestTimeout, "requestTimeout");
        return this;
    }

    /**
     * Sets how to tell whose a session is, so that all sessions of one user can be found: {@link Sessions#idsOf} and {@link
     * Sessions#destroyAllOf(String)}. Stores without {@link Capability#OWNER_INDEX} do not ask.
     *
     * <p>Asked when a session starts and whenever it is stored, of the values as they are stored. A session whose owner has
     * changed in between is written even if its data has not. One that is in the store already gets its owner when it is
     * next written.
     *
     * @param ownerOf returns any text, such as a user's id, or null for nobody; reads the session and nothing that changes by
     *     itself, changes nothing, and does not throw
     */
    public SessionsBuilder ownerOf(Function<? super Session, @Nullable String> ownerOf) {
        this.ownerOf = Objects.requireNonNull(ownerOf, "ownerOf");
        return this;
    }

    /**
     * Lets a background thread run gc, instead of some of the requests by chance ({@code session.gc_probability}).
     *
     * @param interval how much time passes between two runs, on average; positive. Each pause is up to a quarter longer or
     *     shorter, so that several nodes do not run at once
     */
    public SessionsBuilder gcEvery(Duration interval) {
        this.gcInterval = Objects.requireNonNull(interval, "interval");
        return this;
    }

    /**
     * Returns the sessions.
     *
     * @throws SessionConfigurationException if {@link SessionConfig#serializeHandler()} is no known format
     */
    public Sessions build() {
        return new Sessions(handlers, this);
    }

    SessionFormat format() {
        try {
            return SessionFormats.named(config.serializeHandler());
        } catch (IllegalArgumentException e) {
            throw new SessionConfigurationException(
                    "session.serialize_handler",
                    "\"" + config.serializeHandler() + "\" is none of " + String.join(", ", SessionFormats.names()));
        }
    }
}
