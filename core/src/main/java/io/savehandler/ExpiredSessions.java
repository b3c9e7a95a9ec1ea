package io.savehandler;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Those who want to see each session that gc removes. Thread-safe. */
final class ExpiredSessions {
    private static final System.Logger LOG = System.getLogger(ExpiredSessions.class.getName());

    private final Sessions sessions;
    private final List<Consumer<? super Session>> listeners = new CopyOnWriteArrayList<>();

    ExpiredSessions(Sessions sessions) {
        this.sessions = sessions;
    }

    /** Adds a listener and returns what removes it. */
    Runnable add(Consumer<? super Session> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Collects; reads what it removes only where somebody listens. */
    long collect(SessionHandler handler) {
        return listeners.isEmpty()
                ? handler.gc(sessions.config().gcMaxLifetime())
                : handler.gc(sessions.config().gcMaxLifetime(), this::removed);
    }

    private void removed(String id, byte[] data) {
        try {
            Session session = HeldSession.removed(sessions, id, data);
            // What was left under an old id ends long before its session does.
            if (!session.isCopy()) {
                listeners.forEach(listener -> listener.accept(session));
            }
        } catch (RuntimeException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "An expired session was removed, but a listener failed or it could" + " not be read",
                    e);
        }
    }
}
