package io.savehandler.jetty;

import io.savehandler.Capability;
import io.savehandler.Concurrency;
import io.savehandler.Sessions;
import io.savehandler.WhenGone;
import io.savehandler.servlet.AttributeCopy;
import io.savehandler.servlet.AttributeStorage;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** What the stores of one factory share. Thread-safe. */
final class StoreSettings {
    private static final System.Logger LOGGER = System.getLogger("io.savehandler.jetty");

    private final Sessions sessions;
    private final AttributeStorage attributes;
    private final @Nullable WhenGone whenGone;
    private final AtomicBoolean hasWarned = new AtomicBoolean();

    StoreSettings(Sessions sessions, AttributeStorage attributes, @Nullable WhenGone whenGone) {
        this.sessions = sessions;
        this.attributes = attributes;
        this.whenGone = whenGone;
    }

    Sessions sessions() {
        return sessions;
    }

    /**
     * How a save reads, changes and writes. Saves that come all at once are done sooner in a line than by each trying again; what
     * the lock is held for is no longer than that.
     */
    Concurrency saving() {
        boolean locks = sessions.config().locking() && sessions.capabilities().contains(Capability.LOCKING);
        return locks ? Concurrency.LOCK : Concurrency.MERGE;
    }

    AttributeCopy newAttributes() {
        return attributes.newCopy(Set.of(JettyFacts.KEY));
    }

    /** As the engine has it where nobody says otherwise. */
    WhenGone whenGone() {
        if (whenGone != null) {
            return whenGone;
        }
        return sessions.capabilities().contains(Capability.MAY_EVICT) ? WhenGone.THROW : WhenGone.DROP;
    }

    /** Says once if sessions are to rest for longer than the store keeps them. */
    void checkInterval(long milliseconds) {
        long lifetime = sessions.config().gcMaxLifetime().toMillis();
        boolean outlives = milliseconds <= 0 || milliseconds > lifetime;
        if (outlives && hasWarned.compareAndSet(false, true)) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "Jetty would let a session rest for "
                            + (milliseconds <= 0 ? "ever" : milliseconds / 1000 + " seconds")
                            + ", but the store keeps it for session.gc_maxlifetime, " + lifetime / 1000
                            + " seconds. Make the session-timeout shorter or session.gc_maxlifetime longer.");
        }
    }
}
