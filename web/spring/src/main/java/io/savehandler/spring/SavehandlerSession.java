package io.savehandler.spring;

import io.savehandler.servlet.SessionAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.session.Session;

/**
 * A session as Spring Session sees it during one request: what was read, and what the request has changed since. Used by one
 * thread at a time.
 */
public final class SavehandlerSession implements Session {
    private final SavehandlerSessionRepository repository;
    private final SessionAttributes attributes;
    private final StoredTimes times;
    private final Map<String, @Nullable Object> changes = new LinkedHashMap<>();
    private io.savehandler.Session values;
    private String id;
    private Standing standing;

    /** How the store knows the session. */
    enum Standing {
        /** Not yet. */
        NEW,
        /** As it was read, or saved by this request. */
        STORED,
        /** Another request has ended it. */
        GONE,
        /** The store has failed and the request goes on. */
        UNREACHABLE
    }

    SavehandlerSession(
            SavehandlerSessionRepository repository,
            SessionAttributes attributes,
            StoredTimes times,
            io.savehandler.Session values,
            Standing standing) {
        this.repository = repository;
        this.attributes = attributes;
        this.times = times;
        this.values = values;
        this.id = values.id();
        this.standing = standing;
    }

    Standing standing() {
        return standing;
    }

    io.savehandler.Session values() {
        return values;
    }

    @Override
    public String getId() {
        return id;
    }

    /** Moves the session to a new id, together with what was changed so far, in the store too if it is there. */
    @Override
    public String changeSessionId() {
        repository.changeId(this);
        return id;
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as Spring declares it
    public <T> @Nullable T getAttribute(String attributeName) {
        Object attribute =
                changes.containsKey(attributeName) ? changes.get(attributeName) : attributes.get(values, attributeName);
        return (T) attribute;
    }

    @Override
    public Set<String> getAttributeNames() {
        Set<String> names = new LinkedHashSet<>(values.keys());
        changes.forEach((name, value) -> {
            if (value == null) {
                names.remove(name);
            } else {
                names.add(name);
            }
        });
        return names;
    }

    /**
     * Sets an attribute, which is stored when the session is saved; null removes it.
     *
     * @throws IllegalArgumentException if it cannot be stored, with the reason
     */
    @Override
    public void setAttribute(String attributeName, @Nullable Object attributeValue) {
        Objects.requireNonNull(attributeName, "attributeName");
        if (attributeValue != null) {
            repository.requireStorable(attributeName);
            attributes.requireStorable(attributeName, attributeValue);
        }
        changes.put(attributeName, attributeValue);
    }

    @Override
    public void removeAttribute(String attributeName) {
        setAttribute(attributeName, null);
    }

    @Override
    public Instant getCreationTime() {
        return times.created();
    }

    @Override
    public void setLastAccessedTime(Instant lastAccessedTime) {
        times.access(lastAccessedTime);
    }

    @Override
    public Instant getLastAccessedTime() {
        return times.accessed();
    }

    /** Sets how long the session may rest; beyond {@code gc-maxlifetime} the store does not keep it. Negative is for ever. */
    @Override
    public void setMaxInactiveInterval(Duration interval) {
        times.setRest(interval);
    }

    @Override
    public Duration getMaxInactiveInterval() {
        return times.rest();
    }

    @Override
    public boolean isExpired() {
        return times.isOver(repository.now());
    }

    boolean mustBeSaved() {
        return standing == Standing.NEW
                || (standing == Standing.STORED && (!changes.isEmpty() || times.areDue() || attributes.haveChanged()));
    }

    /** Applies what this request has changed to the session as it is now. */
    void applyTo(io.savehandler.Session target) {
        attributes.storeChanges(target);
        changes.forEach((name, value) -> {
            if (value != null) {
                attributes.put(target, name, value);
            } else {
                attributes.remove(target, name);
            }
        });
        times.note(target);
    }

    /** The store has it now. */
    void stored(io.savehandler.Session target) {
        changes.clear();
        standing = Standing.STORED;
        replace(target);
    }

    /** Goes on with other values of the store's, or another id of a session that it does not know. */
    void replace(io.savehandler.Session other) {
        values = other;
        id = other.id();
    }

    /** Goes on without the store, under an id that leads nowhere. */
    void end(String deadId) {
        standing = Standing.GONE;
        id = deadId;
    }

    /** Which session is not said: ids are secret. */
    @Override
    public String toString() {
        return "SavehandlerSession[" + standing + "]";
    }
}
