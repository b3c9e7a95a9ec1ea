package io.savehandler.servlet;

import io.savehandler.SessionEvents;
import java.util.List;
import java.util.Set;

/**
 * How Java objects become session attributes and come back: plain values by themselves, all others by codecs. For adapters
 * that keep sessions in a form of their own; {@link HttpSessionFilter} does it for its applications. Thread-safe.
 */
public final class AttributeStorage {
    private final AttributeValues values;
    private final UnreadableAttributes unreadable;
    private final OverwriteReport overwrites;

    private AttributeStorage(AttributeValues values, SessionEvents events) {
        this.values = values;
        this.unreadable = new UnreadableAttributes(events);
        this.overwrites = new OverwriteReport(events);
    }

    /**
     * Stores attributes with codecs.
     *
     * @param codecs for what is no plain value; the first one that accepts a value stores it
     * @param events is told of attributes that cannot be read or were overwritten; so is the log, of each kind once
     * @throws IllegalArgumentException if two codecs have one name
     */
    public static AttributeStorage of(List<AttributeCodec> codecs, SessionEvents events) {
        return new AttributeStorage(new AttributeValues(codecs), events);
    }

    /**
     * A copy that is empty so far.
     *
     * @param reserved the session's keys that are the container's own and no attributes
     */
    public AttributeCopy newCopy(Set<String> reserved) {
        return new AttributeCopy(this, reserved);
    }

    /** The attributes of one session, for one request. */
    public SessionAttributes newAttributes() {
        return new SessionAttributes(newLive());
    }

    LiveAttributes newLive() {
        return new LiveAttributes(values, unreadable);
    }

    OverwriteReport overwrites() {
        return overwrites;
    }
}
