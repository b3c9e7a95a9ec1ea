package io.savehandler.servlet;

import io.savehandler.Session;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of one session as Java objects, for one request: each is decoded once, and one that the application has got
 * and changed is found at the save. Used by one thread at a time.
 */
public final class SessionAttributes {
    private final LiveAttributes live;

    SessionAttributes(LiveAttributes live) {
        this.live = live;
    }

    /**
     * An attribute.
     *
     * @param session from which it is read, unless it was read or put before
     * @param name the attribute's name
     * @return null where there is none, and where what is stored cannot be read, which is reported
     */
    public @Nullable Object get(Session session, String name) {
        return live.get(session, name, activated -> {});
    }

    /**
     * Refuses an attribute that {@link #put} would refuse for its value's sake.
     *
     * @throws IllegalArgumentException if the value cannot be stored, with the reason
     */
    public void requireStorable(String name, Object value) {
        live.requireStorable(name, value);
    }

    /**
     * Stores an attribute.
     *
     * @param session open for changes
     * @param name the attribute's name
     * @param value the attribute
     * @throws IllegalArgumentException if it cannot be stored under this name, with the reason
     */
    public void put(Session session, String name, Object value) {
        live.put(session, name, value);
    }

    /**
     * Removes an attribute.
     *
     * @param session open for changes
     * @param name the attribute's name
     */
    public void remove(Session session, String name) {
        live.remove(session, name);
    }

    /** Whether the application has changed an object that it has got, without setting it again. */
    public boolean haveChanged() {
        return live.haveChanged();
    }

    /**
     * Stores what the application has changed in objects that it has got.
     *
     * @param session open for changes
     * @throws IllegalArgumentException if one cannot be stored any more, with the reason
     */
    public void storeChanges(Session session) {
        live.storeChanges(session, passivating -> {});
    }
}
