package io.savehandler;

/** Opens a handler for each request of {@link Sessions}, with what their settings ask of it. Thread-safe. */
final class RequestHandlers {
    private final Sessions sessions;
    private final SessionHandlerFactory handlers;

    RequestHandlers(Sessions sessions, SessionHandlerFactory handlers) {
        this.sessions = sessions;
        this.handlers = handlers;
    }

    /** A handler that is open, for a request that begins now. */
    SessionHandler open(Concurrency concurrency, SessionOwner owner) {
        SessionHandler handler = handlers.newHandler(context(concurrency, owner));
        try {
            handler.open(
                    sessions.config().savePath(), sessions.config().cookie().name());
            return handler;
        } catch (Throwable failure) {
            SessionStart.closeAfter(failure, handler);
            throw failure;
        }
    }

    private HandlerContext context(Concurrency concurrency, SessionOwner owner) {
        long start = System.nanoTime();
        SessionConfig config = sessions.config();
        return HandlerContext.builder()
                .locking(concurrency == Concurrency.LOCK)
                .readOnly(concurrency == Concurrency.READ_ONLY)
                .lifetime(config.gcMaxLifetime())
                .touchInterval(config.touchInterval())
                .clock(sessions.clock())
                .timeLeft(() -> sessions.requestTimeout().minusNanos(System.nanoTime() - start))
                .lock(config.lock())
                .ids(config.ids())
                .onLockWaited(sessions.events()::lockWaited)
                .owner(owner::now)
                .build();
    }
}
