package io.savehandler.spring;

import io.savehandler.Capability;
import io.savehandler.Concurrency;
import io.savehandler.SessionGoneException;
import io.savehandler.Sessions;
import io.savehandler.format.SessionFormat;
import io.savehandler.format.SessionFormats;
import io.savehandler.format.UnstorableKeyException;
import io.savehandler.php.PhpNull;
import io.savehandler.servlet.AttributeCodec;
import io.savehandler.servlet.AttributeStorage;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.events.SessionCreatedEvent;
import org.springframework.session.events.SessionDeletedEvent;
import org.springframework.session.events.SessionExpiredEvent;

/**
 * Spring Session's repository on any session handler. Thread-safe.
 *
 * <p>A request reads its session without a lock. A save applies what the request has changed to the session as it is by then,
 * on the condition that nobody changes it meanwhile ({@link Concurrency#MERGE}): parallel requests keep each other's
 * attributes, and of two that set the same one the last wins. A store that cannot compare is locked for the save instead. A
 * session that another request has ended stays ended, and the request goes on. Nothing is written where nothing has changed,
 * but for the time of the last use now and then.
 *
 * <p>Sessions of one principal are found where the store has {@link Capability#OWNER_INDEX} and the {@code Sessions} were built
 * with {@link SessionPrincipal#of}.
 *
 * <p>Events are published for sessions that this node creates, deletes, or finds to have rested for longer than their own
 * interval; nobody is told of those that the store or gc removes.
 */
public final class SavehandlerSessionRepository implements FindByIndexNameSessionRepository<SavehandlerSession> {
    private static final System.Logger LOGGER = System.getLogger("io.savehandler.spring");

    private final Sessions sessions;
    private final AttributeStorage mapping;
    private final Duration accessInterval;
    private final ApplicationEventPublisher publisher;
    private final SessionFormat format;
    private final Concurrency creating;
    private final Concurrency changing;

    /**
     * Creates a repository.
     *
     * @param sessions where the sessions are; closed by whoever built them
     * @param codecs of attributes that are no plain values
     * @param accessInterval how old the stored time of the last use may grow while nothing else is stored
     * @param publisher told of sessions that begin and end
     * @throws IllegalArgumentException if two codecs have one name
     */
    public SavehandlerSessionRepository(
            Sessions sessions,
            List<AttributeCodec> codecs,
            Duration accessInterval,
            ApplicationEventPublisher publisher) {
        this.sessions = sessions;
        this.mapping = AttributeStorage.of(codecs, sessions.events());
        this.accessInterval = accessInterval;
        this.publisher = publisher;
        this.format = SessionFormats.named(sessions.config().serializeHandler());
        boolean merges = sessions.capabilities().contains(Capability.COMPARE_AND_SET);
        this.creating = merges ? Concurrency.MERGE : Concurrency.LAST_WRITE_WINS;
        this.changing = merges ? Concurrency.MERGE : Concurrency.LOCK;
    }

    /** A session with an id that the store does not know; nothing is stored until it is saved. */
    @Override
    public SavehandlerSession createSession() {
        return view(sessions.start(null, creating), SavehandlerSession.Standing.NEW);
    }

    /**
     * Stores what a request has changed, if anything.
     *
     * @throws IllegalArgumentException if an attribute that was changed in place cannot be stored any more
     * @throws io.savehandler.SessionException if the store fails, and the {@code Sessions} are not to go on then
     */
    @Override
    public void save(SavehandlerSession session) {
        if (!session.mustBeSaved()) {
            return;
        }
        boolean isNew = session.standing() == SavehandlerSession.Standing.NEW;
        Optional<io.savehandler.Session> target =
                isNew ? Optional.of(session.values()) : sessions.resume(session.getId(), changing);
        if (!changed(session, target.orElse(null), false)) {
            session.end(session.getId());
        } else if (isNew) {
            publish(new SessionCreatedEvent(this, session));
        }
    }

    /** A session that is alive, or null; malformed and unknown ids are no error. */
    @Override
    public @Nullable SavehandlerSession findById(String id) {
        io.savehandler.Session found = sessions.start(id, Concurrency.READ_ONLY);
        if (found.startFailure().isPresent()) {
            return view(found, SavehandlerSession.Standing.UNREACHABLE);
        }
        if (found.isNew()) {
            return null;
        }
        SavehandlerSession session = view(found, SavehandlerSession.Standing.STORED);
        if (times(found).haveRunOut(now())) {
            destroy(found.id()).ifPresent(ended -> publish(new SessionExpiredEvent(this, ended)));
            return null;
        }
        return session;
    }

    @Override
    public void deleteById(String id) {
        destroy(id).ifPresent(ended -> publish(new SessionDeletedEvent(this, ended)));
    }

    /**
     * The sessions of one principal.
     *
     * @param indexName {@link #PRINCIPAL_NAME_INDEX_NAME}; there is no other index, so nothing is found by another name
     * @param indexValue the principal's name
     * @throws UnsupportedOperationException if the store lacks {@link Capability#OWNER_INDEX} or {@link Capability#LISTING}
     */
    @Override
    public Map<String, SavehandlerSession> findByIndexNameAndIndexValue(String indexName, String indexValue) {
        Map<String, SavehandlerSession> found = new LinkedHashMap<>();
        if (PRINCIPAL_NAME_INDEX_NAME.equals(indexName)) {
            for (String id : sessions.idsOf(indexValue)) {
                SavehandlerSession session = findById(id);
                if (session != null) {
                    found.put(id, session);
                }
            }
        }
        return found;
    }

    Instant now() {
        return sessions.clock().instant();
    }

    /**
     * Refuses names that the session's format cannot store.
     *
     * @throws IllegalArgumentException with the reason
     */
    void requireStorable(String attributeName) {
        try {
            format.decode(new byte[0]).put(attributeName, PhpNull.NULL);
        } catch (UnstorableKeyException e) {
            throw new IllegalArgumentException(
                    "The session attribute \"" + attributeName + "\" cannot be stored: " + e.reason()
                            + "; choose another name, or the format " + e.remedy()
                            + ". See TROUBLESHOOTING.md#attribute-not-storable",
                    e);
        }
    }

    void changeId(SavehandlerSession session) {
        switch (session.standing()) {
            case NEW -> {
                session.values().abort();
                session.replace(sessions.start(null, creating));
            }
            case STORED -> {
                io.savehandler.Session target =
                        sessions.resume(session.getId(), changing).orElse(null);
                if (!changed(session, target, true)) {
                    session.end(sessions.config().ids().newId());
                }
            }
            case GONE, UNREACHABLE -> session.end(sessions.config().ids().newId());
        }
    }

    /** Applies the changes; false if there is no such session any more. */
    private static boolean changed(SavehandlerSession session, io.savehandler.@Nullable Session target, boolean newId) {
        if (target == null) {
            LOGGER.log(System.Logger.Level.DEBUG, "A session was changed after another request had ended it");
            return false;
        }
        try {
            session.applyTo(target);
            if (newId) {
                target.regenerateId(true);
            }
        } catch (SessionGoneException e) {
            abortAfter(e, target);
            return false;
        } catch (Throwable failure) {
            abortAfter(failure, target);
            throw failure;
        }
        try {
            target.close();
        } catch (SessionGoneException e) {
            return false;
        }
        session.stored(target);
        return true;
    }

    private static void abortAfter(Throwable failure, io.savehandler.Session session) {
        try {
            session.abort();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private Optional<SavehandlerSession> destroy(String id) {
        return sessions.resume(id, Concurrency.LAST_WRITE_WINS).map(found -> {
            SavehandlerSession ended = view(found, SavehandlerSession.Standing.GONE);
            found.destroy();
            return ended;
        });
    }

    private SavehandlerSession view(io.savehandler.Session values, SavehandlerSession.Standing standing) {
        return new SavehandlerSession(this, mapping.newAttributes(), times(values), values, standing);
    }

    private StoredTimes times(io.savehandler.Session values) {
        return new StoredTimes(values, now(), accessInterval, sessions.config().gcMaxLifetime());
    }

    private void publish(ApplicationEvent event) {
        publisher.publishEvent(Objects.requireNonNull(event));
    }
}
