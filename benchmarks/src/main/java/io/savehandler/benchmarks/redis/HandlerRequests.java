package io.savehandler.benchmarks.redis;

import io.savehandler.HandlerContext;
import io.savehandler.SessionHandler;
import io.savehandler.redis.RedisSessionHandlerFactory;

/** What the engine asks of the handler in a request that changes its session, strict mode on. */
final class HandlerRequests implements RedisRequests {
    private final RedisSessionHandlerFactory factory;
    private final HandlerContext context;

    HandlerRequests(int port, RedisRequestKind kind) {
        this.factory = RedisSessionHandlerFactory.connect("tcp://127.0.0.1:" + port);
        this.context = HandlerContext.builder()
                .locking(kind == RedisRequestKind.LOCKED)
                .build();
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
