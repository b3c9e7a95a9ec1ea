package io.savehandler.jetty;

import io.savehandler.Capability;
import io.savehandler.Concurrency;
import io.savehandler.Session;
import io.savehandler.SessionDataException;
import io.savehandler.SessionException;
import io.savehandler.SessionGoneException;
import io.savehandler.SessionOutcome;
import io.savehandler.Sessions;
import io.savehandler.WhenGone;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.jetty.session.AbstractSessionDataStore;
import org.eclipse.jetty.session.SessionData;
import org.eclipse.jetty.session.UnreadableSessionDataException;
import org.jspecify.annotations.Nullable;

/** The sessions of one application in Jetty. */
final class SavehandlerDataStore extends AbstractSessionDataStore {
    private static final System.Logger LOGGER = System.getLogger("io.savehandler.jetty");

    private final StoreSettings settings;
    private final Sessions sessions;

    SavehandlerDataStore(StoreSettings settings) {
        this.settings = settings;
        this.sessions = settings.sessions();
    }

    @Override
    public boolean isPassivating() {
        return true;
    }

    @Override
    public SessionData newSessionData(String id, long created, long accessed, long lastAccessed, long maxInactive) {
        settings.checkInterval(maxInactive);
        return data(id, created, accessed, lastAccessed, maxInactive);
    }

    private StoredSessionData data(String id, long created, long accessed, long lastAccessed, long maxInactive) {
        return new StoredSessionData(
                id,
                _context.getCanonicalContextPath(),
                _context.getVhost(),
                created,
                accessed,
                lastAccessed,
                maxInactive,
                settings.newAttributes());
    }

    @Override
    public @Nullable SessionData doLoad(String id) throws UnreadableSessionDataException {
        try {
            return NoSessionError.orElse503(() -> read(keys().of(id)))
                    .map(session -> loaded(id, session))
                    .orElse(null);
        } catch (SessionDataException e) {
            throw new UnreadableSessionDataException(id, _context, e);
        }
    }

    private SessionData loaded(String id, Session session) {
        JettyFacts facts = JettyFacts.of(session);
        long now = sessions.clock().millis();
        long created = facts.created(now);
        long accessed = facts.accessed(created);
        long lifetime = sessions.config().gcMaxLifetime().toMillis();
        StoredSessionData data = data(id, created, accessed, facts.lastAccessed(accessed), facts.maxInactive(lifetime));
        data.load(session, facts);
        return data;
    }

    @Override
    public void doStore(String id, SessionData data, long lastSaved) {
        if (!(data instanceof StoredSessionData mine)) {
            throw new IllegalArgumentException("The session was not made by this store");
        }
        try (Session session = sessions.start(keys().of(id), settings.saving())) {
            try {
                store(mine, session, lastSaved <= 0);
            } catch (Throwable failure) {
                session.abort();
                throw failure;
            }
        }
        mine.saved();
    }

    private void store(StoredSessionData mine, Session session, boolean isFirst) {
        if (isFirst) {
            mine.storeAll(session);
        } else if (!session.isNew()) {
            mine.storeChanges(session);
        } else if (settings.whenGone() == WhenGone.RECREATE) {
            mine.storeAll(session);
        } else {
            session.abort();
            sessions.events().ended(SessionOutcome.DROPPED, 0, Duration.ZERO);
            if (settings.whenGone() == WhenGone.THROW) {
                throw new SessionGoneException();
            }
        }
    }

    @Override
    public boolean delete(String id) {
        return sessions.destroy(keys().of(id));
    }

    @Override
    public boolean doExists(String id) {
        return NoSessionError.orElse503(() -> facts(keys().of(id)))
                .filter(facts -> !facts.endBy(sessions.clock().millis()))
                .isPresent();
    }

    /** What is not in the store any more has expired, too; where the store cannot tell, nothing has. */
    @Override
    public Set<String> doCheckExpired(Set<String> candidates, long time) {
        Set<String> expired = new HashSet<>();
        for (String id : candidates) {
            try {
                if (facts(keys().of(id)).map(facts -> facts.endBy(time)).orElse(true)) {
                    expired.add(id);
                }
            } catch (SessionException e) {
                LOGGER.log(System.Logger.Level.WARNING, "Whether a session has expired is not known", e);
            }
        }
        return expired;
    }

    /** None where the store cannot list its sessions; there gc or the store itself removes them. */
    @Override
    public Set<String> doGetExpired(long before) {
        Set<String> expired = new HashSet<>();
        StoreKeys keys = keys();
        eachEndedBy(before, key -> keys.idOf(key).ifPresent(expired::add));
        return expired;
    }

    @Override
    public void doCleanOrphans(long time) {
        eachEndedBy(time, sessions::destroy);
        sessions.gc();
    }

    private void eachEndedBy(long time, Consumer<String> work) {
        if (!sessions.capabilities().contains(Capability.LISTING)) {
            return;
        }
        try (Stream<String> keys = sessions.ids()) {
            keys.toList().stream().filter(key -> hasEndedBy(time, key)).forEach(work);
        }
    }

    private boolean hasEndedBy(long time, String key) {
        try {
            return facts(key).map(facts -> facts.endBy(time)).orElse(false);
        } catch (SessionDataException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "A session is left alone that cannot be read", e);
            return false;
        }
    }

    private Optional<JettyFacts> facts(String key) {
        return read(key).map(JettyFacts::of);
    }

    private Optional<Session> read(String key) {
        return sessions.resume(key, Concurrency.READ_ONLY);
    }

    private StoreKeys keys() {
        return new StoreKeys(_context.getCanonicalContextPath(), _context.getVhost());
    }
}
