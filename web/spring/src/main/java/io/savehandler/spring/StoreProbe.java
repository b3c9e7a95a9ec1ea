package io.savehandler.spring;

import io.savehandler.SessionHandlerFactory;
import io.savehandler.SessionStoreException;
import io.savehandler.Sessions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.springframework.beans.factory.ListableBeanFactory;

/** Asks the store for a session that it cannot have. Thread-safe. */
final class StoreProbe {
    private final Sessions sessions;
    private final Optional<String> handler;

    private StoreProbe(Sessions sessions, Optional<String> handler) {
        this.sessions = sessions;
        this.handler = handler;
    }

    /** A handler has a name only if the properties chose it. */
    static StoreProbe of(Sessions sessions, ListableBeanFactory beans) {
        boolean chosen = beans.containsBean(SavehandlerAutoConfiguration.SESSIONS)
                && beans.getBeanNamesForType(SessionHandlerFactory.class).length == 0;
        return new StoreProbe(
                sessions, Optional.of(sessions.config().saveHandler()).filter(name -> chosen));
    }

    /** How the store has failed, if it has. Waits no longer than any request does. */
    Optional<SessionStoreException> failure() {
        try {
            sessions.createId("");
            return Optional.empty();
        } catch (SessionStoreException e) {
            return Optional.of(e);
        }
    }

    /** Of what kind the store is. */
    Map<String, Object> details() {
        Map<String, Object> details = new LinkedHashMap<>();
        handler.ifPresent(name -> details.put("saveHandler", name));
        details.put("capabilities", new TreeSet<>(sessions.capabilities()));
        return details;
    }

    /** What has failed and where, without addresses' passwords, ids or data. */
    static Map<String, Object> details(SessionStoreException failure) {
        return Map.of("operation", failure.operation(), "store", failure.store());
    }
}
