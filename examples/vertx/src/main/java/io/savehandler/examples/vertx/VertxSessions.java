package io.savehandler.examples.vertx;

import io.savehandler.Concurrency;
import io.savehandler.Session;
import io.savehandler.Sessions;
import io.savehandler.web.WebSessions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Visitors' sessions for Vert.x routes, off the event loop. Thread-safe; closing it ends its threads, not the sessions. */
public final class VertxSessions implements AutoCloseable {
    private static final long LONGEST_WORK_MINUTES = 10;

    private final WebSessions sessions;
    private final WorkerExecutor workers;

    private VertxSessions(WebSessions sessions, WorkerExecutor workers) {
        this.sessions = sessions;
        this.workers = workers;
    }

    /**
     * Sessions for the routes of one Vert.x.
     *
     * @param threads how many requests may work on their sessions, or wait for them, at the same time
     */
    public static VertxSessions of(Vertx vertx, Sessions sessions, int threads) {
        return new VertxSessions(
                WebSessions.of(sessions),
                vertx.createSharedWorkerExecutor("sessions", threads, LONGEST_WORK_MINUTES, TimeUnit.MINUTES));
    }

    /**
     * Runs work on the session of a request: saved when the work returns, left as it was when the work throws.
     *
     * @param context the request, whose response's headers have not been sent
     * @param concurrency how the session is shared with the visitor's other requests
     * @param work what to do; on a worker's thread, so it may wait but not touch the response
     * @return completes where it was called, after the session was saved: send the response then
     */
    public <T extends @Nullable Object> Future<T> run(
            RoutingContext context, Concurrency concurrency, Function<? super Session, ? extends T> work) {
        VertxExchange exchange = new VertxExchange(context.request());
        return workers.<T>executeBlocking(() -> sessions.run(exchange, concurrency, work), false)
                .map(result -> {
                    exchange.sendTo(context.response());
                    return result;
                });
    }

    @Override
    public void close() {
        workers.close().await();
    }
}
