package io.savehandler;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds sessions without knowing their ids. Thread-safe. */
final class SessionLookup {
    private final Sessions sessions;

    SessionLookup(Sessions sessions) {
        this.sessions = sessions;
    }

    boolean destroy(String id) {
        try (SessionHandler handler = sessions.openHandler(Concurrency.LAST_WRITE_WINS)) {
            boolean known = handler.validateId(id);
            handler.destroy(id);
            return known;
        } catch (SessionStoreException e) {
            throw reported(e);
        }
    }

    Stream<String> ids() {
        require(Capability.LISTING);
        SessionHandler handler = sessions.openHandler(Concurrency.READ_ONLY);
        try {
            return handler.ids().onClose(handler::close);
        } catch (Throwable failure) {
            SessionStart.closeAfter(failure, handler);
            throw failure;
        }
    }

    Set<String> idsOf(String owner) {
        require(Capability.OWNER_INDEX);
        require(Capability.LISTING);
        try (SessionHandler handler = sessions.openHandler(Concurrency.READ_ONLY);
                Stream<String> ids = handler.idsOf(owner)) {
            return ids.collect(Collectors.toUnmodifiableSet());
        } catch (SessionStoreException e) {
            throw reported(e);
        }
    }

    long destroyAllOf(String owner, @Nullable String exceptId) {
        require(Capability.OWNER_INDEX);
        try (SessionHandler handler = sessions.openHandler(Concurrency.LAST_WRITE_WINS)) {
            return handler.destroyAllOf(owner, exceptId);
        } catch (SessionStoreException e) {
            throw reported(e);
        }
    }

    private SessionStoreException reported(SessionStoreException e) {
        sessions.events().storeFailed(e.operation(), e.outcomeUnknown());
        return e;
    }

    private void require(Capability capability) {
        if (!sessions.can(capability)) {
            throw new UnsupportedOperationException("the store cannot do this: it does not declare " + capability);
        }
    }
}
