package io.savehandler.servers;

import java.nio.file.Path;

/** A running PostgreSQL with one empty database and one user who may do everything in it. Thread-safe. */
public final class RealPostgres extends RealServer {
    static final String DATABASE = "postgres";
    static final String USER = "savehandler";
    static final String PASSWORD = "only-for-tests";

    RealPostgres(ServerProcess process) {
        super(process);
    }

    /** Starts a PostgreSQL with its own defaults, except for sizes. */
    public static RealPostgres start() {
        return launch().start();
    }

    /** A PostgreSQL to be put together. */
    public static PostgresLaunch launch() {
        return new PostgresLaunch();
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
        return "jdbc:postgresql://127.0.0.1:" + port() + "/" + DATABASE;
    }

    /** The directory of its Unix socket, which a client gives as its host. */
    public Path unixSocketDirectory() {
        return directory();
    }
}
