package io.savehandler.jetty;

import io.savehandler.Session;
import io.savehandler.servlet.AttributeCopy;
import java.util.Map;
import org.eclipse.jetty.session.SessionData;
import org.jspecify.annotations.Nullable;

/**
 * Jetty's copy of a session, which knows what the store held when it was loaded or last saved. Jetty lets one thread save it at
 * a time.
 */
final class StoredSessionData extends SessionData {
    private static final long serialVersionUID = 1L;

    private final transient AttributeCopy attributes;
    private transient long seenInterval;

    StoredSessionData(
            String id,
            String contextPath,
            String virtualHost,
            long created,
            long accessed,
            long lastAccessed,
            long maxInactive,
            AttributeCopy attributes) {
        super(id, contextPath, virtualHost, created, accessed, lastAccessed, maxInactive);
        this.attributes = attributes;
        this.seenInterval = maxInactive;
    }

    /** What cannot be stored fails here, where the application is told, and not at the end of its request. */
    @Override
    public @Nullable Object setAttribute(String name, @Nullable Object value) {
        if (value != null) {
            attributes.requireStorable(name, value);
        }
        return super.setAttribute(name, value);
    }

    /** Also after a change in place, so that it is stored before the response leaves. */
    @Override
    public boolean isDirty() {
        return super.isDirty() || attributes.haveChanged(Map.copyOf(getAllAttributes()));
    }

    /** Takes over what a session of the store holds. */
    void load(Session session, JettyFacts facts) {
        putAllAttributes(attributes.load(session));
        facts.restore(this);
        seenInterval = getMaxInactiveMs();
        clean();
    }

    /** Makes a session of the store what this one is: all of it. */
    void storeAll(Session session) {
        attributes.storeAll(session, Map.copyOf(getAllAttributes()));
        JettyFacts.note(session, this, seenInterval);
    }

    /** Makes the changes to a session of the store that were made here. */
    void storeChanges(Session session) {
        attributes.storeChanges(session, Map.copyOf(getAllAttributes()));
        JettyFacts.note(session, this, seenInterval);
    }

    /** The store has it now. */
    void saved() {
        attributes.saved();
        seenInterval = getMaxInactiveMs();
    }
}
