package io.savehandler.jdbc;

import io.savehandler.HandlerContext;
import io.savehandler.HandlerContextBuilder;
import io.savehandler.SessionHandler;
import io.savehandler.servers.faults.FaultProxy;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** Requests that tests make of one factory over an empty table. */
final class JdbcVisits implements AutoCloseable {
    private final JdbcSessionHandlerFactory factory;

    private JdbcVisits(JdbcSessionHandlerFactory factory) {
        this.factory = factory;
    }

    static JdbcVisits to(TestDatabase database, JdbcSettings settings) {
        database.empty(settings);
        return new JdbcVisits(factory(database.savePath(), settings));
    }

    static JdbcVisits to(String savePath, JdbcSettings settings) {
        return new JdbcVisits(factory(savePath, settings));
    }

    /** Of a table that is there, with what is in it. */
    static JdbcVisits through(TestDatabase database, JdbcSettings settings) {
        return new JdbcVisits(factory(database.savePath(), settings));
    }

    static JdbcVisits through(FaultProxy wire, TestDatabase database, JdbcSettings settings) {
        database.empty(settings);
        return new JdbcVisits(factory(database.savePath(wire), settings));
    }

    private static JdbcSessionHandlerFactory factory(String savePath, JdbcSettings settings) {
        return JdbcSessionHandlerFactory.builder()
                .savePath(savePath)
                .settings(settings)
                .build();
    }

    JdbcSessionHandlerFactory factory() {
        return factory;
    }

    SessionHandler request() {
        return request(context -> context);
    }

    SessionHandler request(UnaryOperator<HandlerContextBuilder> settings) {
        SessionHandler handler =
                factory.newHandler(settings.apply(HandlerContext.builder()).build());
        handler.open("", "PHPSESSID");
        return handler;
    }

    void write(String id, String data) {
        write(id, bytes(data));
    }

    void write(String id, byte[] data) {
        try (SessionHandler handler = request()) {
            handler.write(id, data);
        }
    }

    String read(String id) {
        try (SessionHandler handler = request(context -> context.readOnly(true))) {
            return new String(handler.read(id), StandardCharsets.UTF_8);
        }
    }

    void destroy(String id) {
        try (SessionHandler handler = request()) {
            handler.destroy(id);
        }
    }

    static byte[] bytes(String data) {
        return data.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        PoolThreads.endRests();
        factory.close();
    }
}
