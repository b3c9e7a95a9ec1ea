package io.savehandler.benchmarks.jdbc;

import io.savehandler.servers.RealPostgres;

/** Who serves the requests. */
public enum TableRival {
    /** JDBC alone, sent what the handler sends. */
    PLAIN {
        @Override
        TableRequests connect(RealPostgres server, TableRequestKind kind) {
            return new PlainTableRequests(server, kind);
        }
    },
    /** The handler. */
    HANDLER {
        @Override
        TableRequests connect(RealPostgres server, TableRequestKind kind) {
            return new HandlerTableRequests(server, kind);
        }
    };

    /** Connects to a database on this machine. */
    abstract TableRequests connect(RealPostgres server, TableRequestKind kind);
}
