package io.savehandler.tomcat;

import io.savehandler.Capability;
import io.savehandler.Concurrency;
import io.savehandler.Session;
import io.savehandler.SessionConfig;
import io.savehandler.SessionException;
import io.savehandler.SessionOutcome;
import io.savehandler.Sessions;
import io.savehandler.SessionsBuilder;
import io.savehandler.servlet.AttributeCodec;
import io.savehandler.servlet.AttributeCopy;
import io.savehandler.servlet.AttributeStorage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.session.StandardSession;
import org.apache.catalina.session.StoreBase;
import org.jspecify.annotations.Nullable;

/**
 * Where the {@code PersistentManager} of Tomcat 10.1 and 11 swaps its sessions out to. For nodes that share sessions,
 * {@link SavehandlerSessions} is the better choice: with a {@code PersistentManager} sessions live in the memory of a node, for as
 * long as it has them.
 *
 * <pre>{@code
 * <Manager className="org.apache.catalina.session.PersistentManager" maxIdleSwap="60">
 *   <Store className="io.savehandler.tomcat.SavehandlerStore"
 *          session.save_handler="files" session.save_path="/var/lib/sessions"/>
 * </Manager>
 * }</pre>
 *
 * <p>Attributes are stored one by one, by the same codecs as everywhere here and never by Java's serialization. A save stores what
 * has changed since the session was read, so that two nodes which have it at once lose an attribute only where both have changed the
 * same one, which the log and the events tell. What was removed elsewhere does not come back. Log-ins are not stored.
 * Thread-safe once it is started.
 */
public final class SavehandlerStore extends StoreBase {
    private static final String SEEN = SavehandlerStore.class.getName();

    private final Map<String, String> parameters = new LinkedHashMap<>();
    private final List<AttributeCodec> codecs;
    private final @Nullable SessionsBuilder builder;
    private volatile @Nullable Sessions sessions;
    private volatile @Nullable AttributeStorage storage;

    /** For a {@code context.xml}; {@link #setProperty} takes the settings. */
    public SavehandlerStore() {
        this.builder = null;
        this.codecs = List.of();
    }

    /**
     * For an embedded Tomcat.
     *
     * @param sessions the store, of which {@link SessionConfig#useStrictMode()} is off, for Tomcat makes the ids
     * @param codecs for attributes that are no plain values
     */
    public SavehandlerStore(SessionsBuilder sessions, AttributeCodec... codecs) {
        this.builder = sessions;
        this.codecs = List.of(codecs);
    }

    /**
     * Takes an attribute of the {@code Store} element.
     *
     * @param name a setting; an unknown one fails when the application starts
     * @return true
     */
    public boolean setProperty(String name, String value) {
        parameters.put(name, value);
        return true;
    }

    @Override
    public String getStoreName() {
        return "savehandler";
    }

    @Override
    protected void startInternal() throws LifecycleException {
        try {
            Sessions started = built();
            sessions = started;
            storage = AttributeStorage.of(codecs, started.events());
        } catch (RuntimeException e) {
            throw new LifecycleException("The settings of the store cannot be used", e);
        }
        super.startInternal();
    }

    private Sessions built() {
        if (builder != null) {
            return builder.build();
        }
        SessionConfig config =
                SessionConfig.from(parameters).toBuilder().useStrictMode(false).build();
        return Sessions.builder(config).build();
    }

    @Override
    protected void stopInternal() throws LifecycleException {
        super.stopInternal();
        Sessions closing = sessions;
        if (closing != null) {
            closing.close();
        }
    }

    @Override
    public int getSize() throws IOException {
        return keys().length;
    }

    /** The ids of the application's sessions; none where the store cannot list them. */
    @Override
    public String[] keys() throws IOException {
        return ids(key -> true);
    }

    @Override
    public String[] expiredKeys() throws IOException {
        long now = sessions().clock().millis();
        return ids(key ->
                read(key).filter(stored -> SwappedSession.hasEnded(stored, now)).isPresent());
    }

    private String[] ids(Predicate<String> which) throws IOException {
        if (!sessions().capabilities().contains(Capability.LISTING)) {
            return new String[0];
        }
        ApplicationKeys keys = keysOfApplication();
        try (Stream<String> all = sessions().ids()) {
            List<String> ids = new ArrayList<>();
            all.toList().stream()
                    .filter(key -> keys.idOf(key).isPresent())
                    .filter(which)
                    .forEach(key -> keys.idOf(key).ifPresent(ids::add));
            return ids.toArray(new String[0]);
        } catch (SessionException e) {
            throw new IOException(e);
        }
    }

    @Override
    public org.apache.catalina.@Nullable Session load(String id) throws IOException {
        try {
            return read(keysOfApplication().of(id))
                    .map(stored -> restored(id, stored))
                    .orElse(null);
        } catch (SessionException e) {
            throw new IOException(e);
        }
    }

    private StandardSession restored(String id, Session stored) {
        AttributeCopy attributes = newCopy();
        boolean ended = SwappedSession.hasEnded(stored, sessions().clock().millis());
        StandardSession session = SwappedSession.restore(id, stored, attributes, manager, ended);
        session.setNote(SEEN, attributes);
        return session;
    }

    /**
     * Stores what has changed in a session since it was loaded or last saved.
     *
     * @throws IOException if an attribute cannot be stored, or the store fails; the session stays in Tomcat's memory then
     */
    @Override
    public void save(org.apache.catalina.Session session) throws IOException {
        StandardSession saved = (StandardSession) session;
        String key = keysOfApplication().of(saved.getIdInternal());
        AttributeCopy seen = saved.getNote(SEEN) instanceof AttributeCopy copy ? copy : null;
        AttributeCopy attributes = seen == null ? newCopy() : seen;
        try (Session stored = sessions().start(key, Concurrency.MERGE)) {
            try {
                store(saved, stored, attributes, seen == null);
            } catch (Throwable failure) {
                stored.abort();
                throw failure;
            }
        } catch (SessionException | IllegalArgumentException e) {
            throw new IOException(e);
        }
        attributes.saved();
        saved.setNote(SEEN, attributes);
    }

    private void store(StandardSession saved, Session stored, AttributeCopy attributes, boolean isFirst) {
        Map<String, Object> now = SwappedSession.attributesOf(saved);
        if (isFirst) {
            attributes.storeAll(stored, now);
        } else if (stored.isNew()) {
            stored.abort();
            sessions().events().ended(SessionOutcome.DROPPED, 0, Duration.ZERO);
            return;
        } else {
            attributes.storeChanges(stored, now);
        }
        SwappedSession.noteTimes(stored, saved);
    }

    @Override
    public void remove(String id) throws IOException {
        try {
            sessions().destroy(keysOfApplication().of(id));
        } catch (SessionException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void clear() throws IOException {
        for (String id : keys()) {
            remove(id);
        }
    }

    private Optional<Session> read(String key) {
        return sessions().resume(key, Concurrency.READ_ONLY);
    }

    private AttributeCopy newCopy() {
        AttributeStorage started = storage;
        if (started == null) {
            throw new IllegalStateException("The store has not started");
        }
        return started.newCopy(Set.of(SwappedSession.KEY));
    }

    private Sessions sessions() {
        Sessions started = sessions;
        if (started == null) {
            throw new IllegalStateException("The store has not started");
        }
        return started;
    }

    private ApplicationKeys keysOfApplication() {
        return new ApplicationKeys(manager.getContext());
    }
}
