package io.savehandler.jdbc;

import io.savehandler.servers.RealMariaDb;
import io.savehandler.servers.RealPostgres;
import io.savehandler.servers.RealServer;

/** The servers of all test classes that this JVM runs, one after the other. They end with it. */
final class SharedServers {
    private SharedServers() {}

    static RealPostgres postgres() {
        return Postgres.SERVER;
    }

    static RealMariaDb mariaDb() {
        return MariaDb.SERVER;
    }

    private static <S extends RealServer> S closedInTheEnd(S server) {
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "savehandler-server-end"));
        return server;
    }

    private static final class Postgres {
        private static final RealPostgres SERVER = closedInTheEnd(RealPostgres.start());
    }

    private static final class MariaDb {
        private static final RealMariaDb SERVER = closedInTheEnd(RealMariaDb.start());
    }
}
