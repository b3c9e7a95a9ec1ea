package io.savehandler.examples.vertx;

import io.savehandler.Concurrency;
import io.savehandler.SessionException;
import io.vertx.ext.web.RoutingContext;

/** A page that counts its visitor's visits. */
final class Visits {
    private static final int UNAVAILABLE = 503;
    private static final int FAILED = 500;

    private final VertxSessions sessions;

    Visits(VertxSessions sessions) {
        this.sessions = sessions;
    }

    void show(RoutingContext context) {
        sessions.<Long>run(context, Concurrency.LOCK, session -> session.update("visits", seen -> seen.toLong(0) + 1))
                .onSuccess(visits -> context.end("Visit " + visits))
                .onFailure(e -> context.fail(e instanceof SessionException ? UNAVAILABLE : FAILED, e));
    }
}
