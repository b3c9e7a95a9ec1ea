package io.savehandler;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * PHP's session module: starts sessions on a store, in PHP's order of calls and with PHP's settings. Thread-safe; an
 * application builds one and keeps it until it stops.
 *
 * <pre>{@code
 * Sessions sessions = Sessions.from(Map.of("session.save_handler", "files", "session.save_path", "/var/lib/php/sessions"));
 * long visits = sessions.run(idFromCookieOrNull, session -> session.update("visits", v -> v.toLong(0) + 1));
 * }</pre>
 */
public final class Sessions implements AutoCloseable {
    private final SessionHandlerFactory handlers;
    private final RequestHandlers requests;
    private final Set<Capability> capabilities;
    private final SessionConfig config;
    private final SessionCodec codec;
    private final InstantSource clock;
    private final @Nullable WhenGone whenGone;
    private final WhenSaveFails whenSaveFails;
    private final SessionEvents events;
    private final Duration requestTimeout;
    private final ExpiredSessions expired = new ExpiredSessions(this);
    private final GarbageCollection garbageCollection;
    private final Function<? super Session, @Nullable String> ownerOf;
    private final MergeLine mergeLine = new MergeLine();
    private final SessionLookup lookup = new SessionLookup(this);
    private final StartPolicies starts;

    Sessions(SessionHandlerFactory handlers, SessionsBuilder builder) {
        this.handlers = handlers;
        this.capabilities = Set.copyOf(handlers.capabilities());
        this.config = builder.config;
        this.codec = new SessionCodec(builder.format(), config.maxSessionBytes());
        this.clock = builder.clock;
        this.whenGone = builder.whenGone;
        this.starts = new StartPolicies(this, builder.whenStartFails);
        this.whenSaveFails = builder.whenSaveFails;
        this.events = builder.events;
        this.requestTimeout = builder.requestTimeout;
        this.ownerOf = builder.ownerOf;
        this.requests = new RequestHandlers(this, handlers);
        this.garbageCollection = new GarbageCollection(this, builder.random, builder.gcInterval);
    }

    /**
     * A builder on a store.
     *
     * @param handlers the store; closed together with the sessions built on it
     */
    public static SessionsBuilder builder(SessionHandlerFactory handlers) {
        return new SessionsBuilder(handlers);
    }

    /**
     * A builder on the store that {@link SessionConfig#saveHandler()} and {@link SessionConfig#savePath()} choose.
     *
     * @throws SessionConfigurationException if no module brings the handler, or its settings are unusable
     */
    public static SessionsBuilder builder(SessionConfig config) {
        return builder(HandlerProviders.load().create(config)).config(config);
    }

    /**
     * Builds from settings with PHP's names; {@code session.save_handler} and {@code session.save_path} choose the store.
     *
     * @throws SessionConfigurationException if a setting is unknown or unusable
     */
    public static Sessions from(Map<String, String> settings) {
        return from(SessionConfig.from(settings));
    }

    /**
     * Builds from settings; {@link SessionConfig#saveHandler()} and {@link SessionConfig#savePath()} choose the store.
     *
     * @throws SessionConfigurationException if no module brings the handler, or its settings are unusable
     */
    public static Sessions from(SessionConfig config) {
        SessionHandlerFactory handlers = HandlerProviders.load().create(config);
        try {
            return builder(handlers).config(config).build();
        } catch (SessionConfigurationException e) {
            handlers.close();
            throw e;
        }
    }

    /** Starts a session under its lock; see {@link #start(String, Concurrency)}. */
    public Session start(@Nullable String requestedId) {
        return start(requestedId, Concurrency.LOCK);
    }

    /**
     * Starts a session: PHP's {@code session_start}.
     *
     * @param requestedId the id that the client sent, or null. An id that cannot be one, and in strict mode one that the
     *     store does not know, is replaced by a new one
     * @param concurrency how the session is shared with the visitor's other requests
     * @return the session, to be closed by the caller
     * @throws SessionLockTimeoutException if another request kept the session's lock for too long
     * @throws SessionDataException if the stored data is malformed or too large; it stays as it is
     * @throws SessionStoreException if the store failed and {@link WhenStartFails#THROW} is set
     */
    public Session start(@Nullable String requestedId, Concurrency concurrency) {
        return starts.start(requestedId, concurrency);
    }

    /**
     * Starts a session only if the store knows it, in strict mode or not. Nothing is stored for an unknown id.
     *
     * @param requestedId the id that the client sent
     * @param concurrency how the session is shared with the visitor's other requests
     * @return the session, to be closed by the caller; empty where there is none, and where the store failed and
     *     {@link WhenStartFails#WITHOUT_SESSION} is set
     * @throws SessionLockTimeoutException if another request kept the session's lock for too long
     * @throws SessionDataException if the stored data is malformed or too large; it stays as it is
     * @throws SessionStoreException if the store failed, unless the request is to go on without a session
     */
    public Optional<Session> resume(String requestedId, Concurrency concurrency) {
        return starts.resume(requestedId, concurrency);
    }

    /**
     * Starts a session without holding up the calling thread, for event loops.
     *
     * @param requestedId the id that the client sent, or null
     * @param concurrency how the session is shared with the visitor's other requests
     * @param executor runs the start, which may wait for a lock and for the store
     * @return completes with the session, to be closed on a thread that may wait, or with what
     *     {@link #start(String, Concurrency)} throws. If it is cancelled first, the session is aborted as soon as it starts
     */
    public CompletableFuture<Session> startAsync(
            @Nullable String requestedId, Concurrency concurrency, Executor executor) {
        CompletableFuture<Session> started = new CompletableFuture<>();
        executor.execute(() -> {
            try {
                Session session = start(requestedId, concurrency);
                if (!started.complete(session)) {
                    session.abort();
                }
            } catch (Throwable failure) {
                started.completeExceptionally(failure);
            }
        });
        return started;
    }

    /**
     * Runs work on a session under its lock; see {@link #run(String, Concurrency, Function)}.
     *
     * @param requestedId the id that the client sent, or null
     * @param work what to do
     * @return what the work returns
     */
    public <T extends @Nullable Object> T run(
            @Nullable String requestedId, Function<? super Session, ? extends T> work) {
        return run(requestedId, Concurrency.LOCK, work);
    }

    /**
     * Runs work on a session: saved when the work returns, left as it was when the work throws.
     *
     * @param requestedId the id that the client sent, or null
     * @param concurrency how the session is shared with the visitor's other requests
     * @param work what to do; it may end the session itself
     * @return what the work returns
     */
    public <T extends @Nullable Object> T run(
            @Nullable String requestedId, Concurrency concurrency, Function<? super Session, ? extends T> work) {
        Session session = start(requestedId, concurrency);
        T result;
        try {
            result = work.apply(session);
        } catch (Throwable failure) {
            session.abortAfter(failure);
            throw failure;
        }
        session.close();
        return result;
    }

    /**
     * Removes expired sessions now: PHP's {@code session_gc}. For a scheduler of the application's own.
     *
     * @return how many; 0 where the store removes them by itself
     * @throws SessionStoreException if the store failed
     */
    public long gc() {
        try (SessionHandler handler = openHandler(Concurrency.LAST_WRITE_WINS)) {
            return expired.collect(handler);
        }
    }

    /**
     * Has each session that this object's gc removes from now on looked at, for what must be done when a session ends by itself.
     * Of all nodes that collect, one sees it: the one that removed it. A session that was destroyed is not among them, nor are
     * copies under old ids. What the listener throws is logged.
     *
     * @param listener is given the session as it was last stored, to be read only; on the thread that collects, which may be
     *     a visitor's
     * @return ends this when it is run
     * @throws UnsupportedOperationException if the store lacks {@link Capability#EXPIRY_HANDOVER}
     */
    public Runnable onExpired(Consumer<? super Session> listener) {
        if (!can(Capability.EXPIRY_HANDOVER)) {
            throw new UnsupportedOperationException(
                    "Seeing expired sessions needs a store with EXPIRY_HANDOVER; this one"
                            + " removes them without telling");
        }
        return expired.add(listener);
    }

    /**
     * Makes an id that the store does not know: PHP's {@code session_create_id}. Nothing is stored under it.
     *
     * @param prefix what the id begins with; of the characters that ids may have
     * @throws InvalidSessionIdException if the id with this prefix is none that the settings accept
     * @throws SessionStoreException if the store failed, or knew every id that was made
     */
    public String createId(String prefix) {
        try (SessionHandler handler = openHandler(Concurrency.LAST_WRITE_WINS)) {
            for (int attempt = 0; attempt < HeldSession.NEW_ID_ATTEMPTS; attempt++) {
                String id = config.ids().check(prefix + handler.createId());
                if (!handler.validateId(id)) {
                    return id;
                }
            }
        }
        throw HeldSession.newIdsTaken("createId");
    }

    /**
     * Destroys a session, whoever uses it and whatever it holds, readable or not. Requests that use it do not bring it back:
     * {@link WhenGone}.
     *
     * @param id the session's id
     * @return whether the store held it
     * @throws InvalidSessionIdException if the id cannot be one
     * @throws SessionStoreException if the store failed
     */
    public boolean destroy(String id) {
        return lookup.destroy(config.ids().check(id));
    }

    /**
     * Lists all sessions that are alive. What comes or goes meanwhile may be in the list or not.
     *
     * @return the ids, secret as they are, read from the store as the stream goes on; to be closed, for it may keep a
     *     connection. A failing store is a {@link SessionStoreException}, from here or from the stream
     * @throws UnsupportedOperationException if the store lacks {@link Capability#LISTING}
     */
    public Stream<String> ids() {
        return lookup.ids();
    }

    /**
     * Finds the sessions of one owner that are alive.
     *
     * @param owner as {@link SessionsBuilder#ownerOf} told when they were last written
     * @return their ids, secret as they are
     * @throws SessionStoreException if the store failed
     * @throws UnsupportedOperationException if the store lacks {@link Capability#OWNER_INDEX} or {@link Capability#LISTING}
     */
    public Set<String> idsOf(String owner) {
        return lookup.idsOf(Objects.requireNonNull(owner, "owner"));
    }

    /** Destroys all sessions of one owner: a log-out everywhere; see {@link #destroyAllOf(String, String)}. */
    public long destroyAllOf(String owner) {
        return lookup.destroyAllOf(Objects.requireNonNull(owner, "owner"), null);
    }

    /**
     * Destroys all sessions of one owner but one: a log-out everywhere else. Requests that use them do not bring them back:
     * {@link WhenGone}.
     *
     * @param owner as {@link SessionsBuilder#ownerOf} told when they were last written
     * @param exceptId the session that stays, for example the one that asks; see {@link Session#id()}
     * @return how many others there were
     * @throws InvalidSessionIdException if the id cannot be one
     * @throws SessionStoreException if the store failed
     * @throws UnsupportedOperationException if the store lacks {@link Capability#OWNER_INDEX}
     */
    public long destroyAllOf(String owner, String exceptId) {
        return lookup.destroyAllOf(
                Objects.requireNonNull(owner, "owner"), config.ids().check(exceptId));
    }

    /** The settings. */
    public SessionConfig config() {
        return config;
    }

    /** The clock that these sessions go by. */
    public InstantSource clock() {
        return clock;
    }

    /** Who is told what happens to these sessions. */
    public SessionEvents events() {
        return events;
    }

    /** What the store can do, as far as it is known now. */
    public Set<Capability> capabilities() {
        return Set.copyOf(handlers.capabilities());
    }

    /** Closes the store's connections and threads. Sessions that are still open fail from then on. */
    @Override
    public void close() {
        garbageCollection.close();
        handlers.close();
    }

    void requireCompareAndSet() {
        if (!can(Capability.COMPARE_AND_SET)) {
            throw new UnsupportedOperationException(
                    "MERGE needs a store with COMPARE_AND_SET; use LOCK or LAST_WRITE_WINS");
        }
    }

    SessionOwner newOwner() {
        return new SessionOwner(ownerOf);
    }

    boolean can(Capability capability) {
        return capabilities.contains(capability);
    }

    WhenGone whenGone() {
        return whenGone != null
                ? whenGone
                : handlers.capabilities().contains(Capability.MAY_EVICT) ? WhenGone.THROW : WhenGone.DROP;
    }

    WhenSaveFails whenSaveFails() {
        return whenSaveFails;
    }

    SessionCodec codec() {
        return codec;
    }

    ExpiredSessions expired() {
        return expired;
    }

    GarbageCollection garbageCollection() {
        return garbageCollection;
    }

    MergeLine mergeLine() {
        return mergeLine;
    }

    Duration requestTimeout() {
        return requestTimeout;
    }

    /** A handler that is open already, for a request that begins now. */
    SessionHandler openHandler(Concurrency concurrency) {
        return openHandler(concurrency, newOwner());
    }

    SessionHandler openHandler(Concurrency concurrency, SessionOwner owner) {
        return requests.open(concurrency, owner);
    }

    /** What the store holds under an id now. */
    byte[] read(String id) {
        try (SessionHandler handler = openHandler(Concurrency.READ_ONLY)) {
            return handler.read(id);
        }
    }

    /** Stores data under an id, whatever the store holds there. */
    void store(String id, byte[] data, SessionOwner owner) {
        try (SessionHandler handler = openHandler(Concurrency.LAST_WRITE_WINS, owner)) {
            handler.write(id, data);
        }
    }
}
