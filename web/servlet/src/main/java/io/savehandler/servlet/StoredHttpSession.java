package io.savehandler.servlet;

import io.savehandler.Session;
import io.savehandler.php.PhpArray;
import io.savehandler.php.PhpNull;
import io.savehandler.php.PhpValue;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpSession;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A session as the application sees it during one request. Thread-safe, as the specification asks. */
final class StoredHttpSession implements HttpSession {
    private final OpenedSession opened;
    private final ServletContext context;
    private final SessionListeners listeners;
    private final LiveAttributes attributes;
    private final SessionTimes times;
    private final boolean isNew;
    private final Set<String> reserved;
    private boolean valid = true;

    StoredHttpSession(OpenedSession opened, FilterSettings settings, ServletContext context) {
        this.opened = opened;
        this.context = context;
        this.listeners = settings.listeners();
        this.attributes = settings.newAttributes();
        this.times = settings.times(opened.session());
        this.isNew = opened.session().isNew();
        this.reserved = settings.reserved();
    }

    /** A session that gc has removed: its attributes can be read. */
    static StoredHttpSession expired(Session session, FilterSettings settings, ServletContext context) {
        return new StoredHttpSession(OpenedSession.ended(session, settings), settings, context);
    }

    boolean isValid() {
        return opened.locked(() -> valid && !opened.isGone());
    }

    /** Ends a session that has rested for longer than it may. */
    boolean endIfRunOut() {
        boolean runOut = times.haveRunOut();
        if (runOut && opened.session().isWritable()) {
            invalidate();
        }
        return runOut;
    }

    @Override
    public String getId() {
        return opened.locked(() -> opened.session().id());
    }

    @Override
    public long getCreationTime() {
        return whileValid(times::created);
    }

    @Override
    public long getLastAccessedTime() {
        return whileValid(times::accessed);
    }

    @Override
    public ServletContext getServletContext() {
        return context;
    }

    @Override
    public int getMaxInactiveInterval() {
        return opened.locked(times::rest);
    }

    @Override
    public void setMaxInactiveInterval(int interval) {
        whileValid(() -> times.setRest(opened.toWrite(attributes), interval));
    }

    @Override
    public boolean isNew() {
        return whileValid(() -> isNew);
    }

    @Override
    public @Nullable Object getAttribute(String name) {
        Objects.requireNonNull(name, "name");
        if (reserved.contains(name)) {
            return null;
        }
        return this.<@Nullable Object>whileValid(() -> attribute(name));
    }

    @Override
    public Enumeration<String> getAttributeNames() {
        return whileValid(() -> Collections.enumeration(names(opened.toRead(attributes))));
    }

    @Override
    public void setAttribute(String name, @Nullable Object value) {
        Objects.requireNonNull(name, "name");
        if (value == null) {
            removeAttribute(name);
            return;
        }
        if (reserved.contains(name)) {
            throw new IllegalArgumentException(
                    "The attribute name \"" + name + "\" is the container's own; choose another one");
        }
        whileValid(() -> {
            Session session = opened.toWrite(attributes);
            Object before = attribute(name);
            if (before != value) {
                listeners.binding(this, name, value);
            }
            attributes.put(session, name, value);
            listeners.set(this, name, before, value);
        });
    }

    @Override
    public void removeAttribute(String name) {
        whileValid(() -> {
            Session session = opened.toWrite(attributes);
            if (session.contains(name) && !reserved.contains(name)) {
                Object before = attribute(name);
                attributes.remove(session, name);
                listeners.removed(this, name, before);
            }
        });
    }

    @Override
    public void invalidate() {
        whileValid(() -> {
            Session session = opened.toWrite(attributes);
            tellEnd(session);
            session.destroy();
        });
    }

    PhpValue note(String name) {
        return whileValid(() -> opened.toRead(attributes).get(ContainerNotes.KEY) instanceof PhpArray notes
                ? notes.get(name)
                : PhpNull.NULL);
    }

    void note(String name, PhpValue value) {
        whileValid(() -> opened.toWrite(attributes)
                .update(ContainerNotes.KEY, notes -> ContainerNotes.with(notes, name, value)));
    }

    /** Tells the listeners that it has ended by itself; gc has removed it. */
    void expire() {
        whileValid(() -> tellEnd(opened.session()));
    }

    private void tellEnd(Session session) {
        listeners.destroyed(this);
        for (String name : names(session)) {
            Object before = attribute(name);
            listeners.removed(this, name, before);
        }
        valid = false;
    }

    /** Moves the session to a new id. */
    String changeId() {
        return whileValid(() -> {
            Session session = opened.toWrite(attributes);
            String oldId = session.id();
            opened.regenerateId();
            listeners.idChanged(this, oldId);
            return session.id();
        });
    }

    /**
     * Saves and unlocks, unless that was done before.
     *
     * @param goesOn whether the request goes on later, and then finds the session as it is by then
     */
    void release(boolean goesOn) {
        opened.locked(() -> {
            if (valid) {
                opened.save(session -> {
                    boolean changed = attributes.storeChanges(session, value -> listeners.passivating(this, value));
                    times.note(session, changed || opened.hasChanged());
                });
                if (goesOn) {
                    opened.growStale();
                }
            }
        });
    }

    private Set<String> names(Session session) {
        Set<String> names = new LinkedHashSet<>(session.keys());
        names.removeAll(reserved);
        return names;
    }

    private @Nullable Object attribute(String name) {
        Session session = opened.toRead(attributes);
        return attributes.get(session, name, value -> listeners.activated(this, value));
    }

    private <T extends @Nullable Object> T whileValid(Supplier<T> work) {
        return opened.locked(() -> {
            if (!valid) {
                throw new IllegalStateException("The session has been invalidated");
            }
            return work.get();
        });
    }

    private void whileValid(Runnable work) {
        this.<@Nullable Object>whileValid(() -> {
            work.run();
            return null;
        });
    }
}
