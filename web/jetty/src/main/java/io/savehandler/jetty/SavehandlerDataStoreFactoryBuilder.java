package io.savehandler.jetty;

import io.savehandler.Capability;
import io.savehandler.SessionConfig;
import io.savehandler.SessionEvents;
import io.savehandler.Sessions;
import io.savehandler.SessionsBuilder;
import io.savehandler.WhenGone;
import io.savehandler.WhenSaveFails;
import io.savehandler.WhenStartFails;
import io.savehandler.servlet.AttributeCodec;
import io.savehandler.servlet.AttributeStorage;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Builds a {@link SavehandlerDataStoreFactory}. Not thread-safe. */
public final class SavehandlerDataStoreFactoryBuilder {
    private final SessionsBuilder sessions;
    private final List<AttributeCodec> codecs = new ArrayList<>();
    private SessionConfig config = SessionConfig.defaults();
    private SessionEvents events = SessionEvents.NONE;
    private @Nullable WhenGone whenGone;

    SavehandlerDataStoreFactoryBuilder(SessionsBuilder sessions) {
        this.sessions = sessions;
    }

    SavehandlerDataStoreFactoryBuilder(SessionConfig config) {
        this(Sessions.builder(config));
        this.config = config;
    }

    /**
     * Sets the settings. Jetty has its own cookie and makes the ids, so what says {@code cookie}, {@code sid} or
     * {@code strict} has no effect here.
     *
     * @param config of which {@link SessionConfig#gcMaxLifetime()} should be as long as Jetty's session time-out, or longer
     */
    public SavehandlerDataStoreFactoryBuilder config(SessionConfig config) {
        this.config = Objects.requireNonNull(config, "config");
        return this;
    }

    /**
     * Adds codecs for attributes that are no plain values; see {@link io.savehandler.servlet.AttributeCodecs}. The first one
     * that accepts a value stores it.
     *
     * @param codecs each with a name of its own
     */
    public SavehandlerDataStoreFactoryBuilder codecs(AttributeCodec... codecs) {
        this.codecs.addAll(List.of(codecs));
        return this;
    }

    /**
     * Sets who is told what happens to sessions; nobody otherwise.
     *
     * @param events of which {@link SessionEvents#overwritten} tells of attributes that two requests have changed at once
     */
    public SavehandlerDataStoreFactoryBuilder events(SessionEvents events) {
        this.events = Objects.requireNonNull(events, "events");
        return this;
    }

    /**
     * Sets what a save does when the session has vanished from the store; {@link WhenGone#THROW} is a warning of Jetty's in the
     * log.
     *
     * @param whenGone otherwise {@link WhenGone#DROP}, and {@link WhenGone#THROW} where the store itself may lose live
     *     sessions
     */
    public SavehandlerDataStoreFactoryBuilder whenGone(WhenGone whenGone) {
        this.whenGone = Objects.requireNonNull(whenGone, "whenGone");
        return this;
    }

    /**
     * Lets requests go on without a session while the store fails, as Jetty has it for all stores: they get a new one with a new
     * cookie, which is not stored, and the old one is out of the visitor's reach for good. Otherwise they get status 503.
     */
    public SavehandlerDataStoreFactoryBuilder withoutSessionWhenStoreFails() {
        sessions.whenStartFails(WhenStartFails.WITHOUT_SESSION).whenSaveFails(WhenSaveFails.DROP);
        return this;
    }

    /** Sets the clock; the system's otherwise. */
    public SavehandlerDataStoreFactoryBuilder clock(InstantSource clock) {
        sessions.clock(clock);
        return this;
    }

    /**
     * Returns the factory.
     *
     * @throws IllegalArgumentException if two codecs have one name
     * @throws UnsupportedOperationException if the store lacks {@link Capability#COMPARE_AND_SET}
     */
    public SavehandlerDataStoreFactory build() {
        return new SavehandlerDataStoreFactory(settings());
    }

    StoreSettings settings() {
        AttributeStorage attributes = AttributeStorage.of(codecs, events);
        if (whenGone != null) {
            sessions.whenGone(whenGone);
        }
        // Jetty checks ids itself and has the store make what it does not know.
        SessionConfig lenient = config.toBuilder().useStrictMode(false).build();
        Sessions built = sessions.config(lenient).events(events).build();
        if (!built.capabilities().contains(Capability.COMPARE_AND_SET)) {
            built.close();
            throw new UnsupportedOperationException(
                    "The store cannot compare and set, so that of two requests one would overwrite the other");
        }
        return new StoreSettings(built, attributes, whenGone);
    }
}
