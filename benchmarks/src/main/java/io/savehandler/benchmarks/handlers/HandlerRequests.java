package io.savehandler.benchmarks.handlers;

import io.savehandler.HandlerContext;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;

/** What the engine asks of the handler in a request that changes its session, strict mode on. */
final class HandlerRequests implements StoreRequests {
    private final SessionHandlerFactory factory;
    private final HandlerContext context;

    HandlerRequests(SessionHandlerFactory factory, RequestKind kind) {
        this.factory = factory;
        this.context =
                HandlerContext.builder().locking(kind == RequestKind.LOCKED).build();
    }

    @Override
    public void serve(String id, byte[] data) {
        try (SessionHandler handler = factory.newHandler(context)) {
            handler.open("", "PHPSESSID");
            if (handler.validateId(id) && handler.read(id).length > 0) {
                handler.finishing();
                handler.write(id, data);
            }
        }
    }

    @Override
    public void close() {
        factory.close();
    }
}
