package io.savehandler.servlet;

import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionActivationListener;
import jakarta.servlet.http.HttpSessionAttributeListener;
import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionBindingListener;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionIdListener;
import jakarta.servlet.http.HttpSessionListener;
import java.util.EventListener;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells the application's listeners, in their order, and attributes that listen themselves. Thread-safe. */
final class SessionListeners {
    private final List<EventListener> listeners;

    SessionListeners(List<EventListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    /** Whether a listener is of a kind that is told anything. */
    static boolean isOne(Object listener) {
        return listener instanceof HttpSessionListener
                || listener instanceof HttpSessionAttributeListener
                || listener instanceof HttpSessionIdListener;
    }

    /** Whether the end of a session interests anybody. */
    boolean hearEnds() {
        return listeners.stream()
                .anyMatch(listener ->
                        listener instanceof HttpSessionListener || listener instanceof HttpSessionAttributeListener);
    }

    void created(HttpSession session) {
        HttpSessionEvent event = new HttpSessionEvent(session);
        each(HttpSessionListener.class, listener -> listener.sessionCreated(event));
    }

    /** Last comes first here, as the specification asks. */
    void destroyed(HttpSession session) {
        HttpSessionEvent event = new HttpSessionEvent(session);
        for (int i = listeners.size() - 1; i >= 0; i--) {
            if (listeners.get(i) instanceof HttpSessionListener listener) {
                listener.sessionDestroyed(event);
            }
        }
    }

    void idChanged(HttpSession session, String oldId) {
        HttpSessionEvent event = new HttpSessionEvent(session);
        each(HttpSessionIdListener.class, listener -> listener.sessionIdChanged(event, oldId));
    }

    void binding(HttpSession session, String name, @Nullable Object value) {
        if (value instanceof HttpSessionBindingListener bound) {
            bound.valueBound(new HttpSessionBindingEvent(session, name, value));
        }
    }

    /** An attribute was set. */
    void set(HttpSession session, String name, @Nullable Object before, Object now) {
        if (before == null) {
            HttpSessionBindingEvent event = new HttpSessionBindingEvent(session, name, now);
            each(HttpSessionAttributeListener.class, listener -> listener.attributeAdded(event));
            return;
        }
        if (before != now && before instanceof HttpSessionBindingListener unbound) {
            unbound.valueUnbound(new HttpSessionBindingEvent(session, name, before));
        }
        HttpSessionBindingEvent event = new HttpSessionBindingEvent(session, name, before);
        each(HttpSessionAttributeListener.class, listener -> listener.attributeReplaced(event));
    }

    void removed(HttpSession session, String name, @Nullable Object before) {
        HttpSessionBindingEvent event = new HttpSessionBindingEvent(session, name, before);
        if (before instanceof HttpSessionBindingListener unbound) {
            unbound.valueUnbound(event);
        }
        each(HttpSessionAttributeListener.class, listener -> listener.attributeRemoved(event));
    }

    void activated(HttpSession session, Object value) {
        if (value instanceof HttpSessionActivationListener active) {
            active.sessionDidActivate(new HttpSessionEvent(session));
        }
    }

    void passivating(HttpSession session, Object value) {
        if (value instanceof HttpSessionActivationListener active) {
            active.sessionWillPassivate(new HttpSessionEvent(session));
        }
    }

    private <L> void each(Class<L> kind, Consumer<L> event) {
        for (EventListener listener : listeners) {
            if (kind.isInstance(listener)) {
                event.accept(kind.cast(listener));
            }
        }
    }
}
