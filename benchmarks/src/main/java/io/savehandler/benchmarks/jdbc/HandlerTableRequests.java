package io.savehandler.benchmarks.jdbc;

import io.savehandler.HandlerContext;
import io.savehandler.SessionHandler;
import io.savehandler.jdbc.JdbcSessionHandlerFactory;
import io.savehandler.jdbc.JdbcSettings;
import io.savehandler.servers.RealPostgres;

/** What the engine asks of the handler in a request that changes its session, strict mode on. */
final class HandlerTableRequests implements TableRequests {
    private final JdbcSessionHandlerFactory factory;
    private final HandlerContext context = HandlerContext.defaults();

    HandlerTableRequests(RealPostgres server, TableRequestKind kind) {
        this.factory = JdbcSessionHandlerFactory.builder()
                .savePath(server.jdbcUrl())
                .login(server.user(), server.password())
                .settings(JdbcSettings.builder()
                        .lockMode(kind.mode())
                        .poolSize(PlainTableRequests.POOL)
                        .build())
                .build();
        factory.createTable();
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
