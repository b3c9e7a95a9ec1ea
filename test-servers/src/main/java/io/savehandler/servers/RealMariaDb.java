package io.savehandler.servers;

import java.nio.file.Path;

/** A running MariaDB with one empty database and one user who may do everything in it. Thread-safe. */
public final class RealMariaDb extends RealServer {
    static final String DATABASE = "sessions";
    static final String USER = "savehandler";
    static final String PASSWORD = "only-for-tests";

    RealMariaDb(ServerProcess process) {
        super(process);
    }

    /** Starts a MariaDB with its own defaults, except for sizes. */
    public static RealMariaDb start() {
        return launch().start();
    }

    /** A MariaDB to be put together. */
    public static MariaDbLaunch launch() {
        return new MariaDbLaunch();
    }

    /** The name of its database. */
    public String database() {
        return DATABASE;
    }

    /** The name of its user. */
    public String user() {
        return USER;
    }

    /** The password of its user. */
    public String password() {
        return PASSWORD;
    }

    /** Its address for JDBC, without user and password. */
    public String jdbcUrl() {
        return "jdbc:mariadb://127.0.0.1:" + port() + "/" + DATABASE;
    }

    /** Its Unix socket. */
    public Path unixSocket() {
        return MariaDbLaunch.socketIn(directory());
    }
}
