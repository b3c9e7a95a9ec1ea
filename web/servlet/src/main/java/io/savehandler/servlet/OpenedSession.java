package io.savehandler.servlet;

import io.savehandler.Concurrency;
import io.savehandler.Session;
import io.savehandler.SessionGoneException;
import io.savehandler.SessionOutcome;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The engine's session behind a request's, opened again where the request changes it after it was saved. Its methods are
 * called under {@link #locked}.
 */
final class OpenedSession {
    private final FilterSettings settings;
    private final IdExchange exchange;
    private final Concurrency concurrency;
    private final boolean readOnly;
    private final ReentrantLock lock;
    private Session session;
    private boolean changed;
    private boolean stale;
    private boolean gone;

    /**
     * @param session just started
     * @param concurrency how, and how again
     * @param lock the request's
     */
    OpenedSession(
            Session session,
            Concurrency concurrency,
            FilterSettings settings,
            IdExchange exchange,
            ReentrantLock lock) {
        this.session = session;
        this.concurrency = concurrency;
        this.settings = settings;
        this.exchange = exchange;
        this.lock = lock;
        this.readOnly = !session.isWritable();
    }

    /** One that no request has: it is only read. */
    static OpenedSession ended(Session session, FilterSettings settings) {
        return new OpenedSession(
                session, Concurrency.READ_ONLY, settings, new ContainerExchange(session.id()), new ReentrantLock());
    }

    Session session() {
        return session;
    }

    boolean isGone() {
        return gone;
    }

    boolean hasChanged() {
        return changed;
    }

    /** Has the next use find the session as it is by then. */
    void growStale() {
        stale = true;
    }

    void locked(Runnable work) {
        this.<@Nullable Object>locked(() -> {
            work.run();
            return null;
        });
    }

    <T extends @Nullable Object> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    Session toRead(LiveAttributes attributes) {
        if (stale) {
            reopen(attributes);
        }
        return session;
    }

    Session toWrite(LiveAttributes attributes) {
        if (readOnly) {
            throw new IllegalStateException("The session of this request is read-only, as its path, the request's"
                    + " attribute or the store's state has it. See TROUBLESHOOTING.md#read-only-request");
        }
        if (stale || !session.isWritable()) {
            reopen(attributes);
        }
        changed = true;
        return session;
    }

    private void reopen(LiveAttributes attributes) {
        exchange.identify(session.id());
        session = settings.web().resume(exchange, concurrency).orElseThrow(() -> {
            gone = true;
            return new IllegalStateException("The session was ended by another request", new SessionGoneException());
        });
        stale = false;
        changed = false;
        attributes.retain(session);
    }

    /** Does the last thing to the session and saves it; nothing of that where it has been saved, or the store never gave it. */
    void save(Consumer<Session> last) {
        if (session.startFailure().isPresent()) {
            tellDropped();
            return;
        }
        if (!session.isWritable()) {
            return;
        }
        try {
            last.accept(session);
        } catch (Throwable failure) {
            abortAfter(failure);
            throw failure;
        }
        session.close();
    }

    /** What was changed without the store is lost, and that is told once. */
    private void tellDropped() {
        if (changed) {
            changed = false;
            settings.events().ended(SessionOutcome.DROPPED, 0, Duration.ZERO);
        }
    }

    void regenerateId() {
        settings.oldIdGrace().ifPresentOrElse(grace -> session.regenerateId(grace), () -> session.regenerateId(true));
    }

    private void abortAfter(Throwable failure) {
        try {
            session.abort();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }
}
