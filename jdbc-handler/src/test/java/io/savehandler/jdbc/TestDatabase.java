package io.savehandler.jdbc;

import io.savehandler.servers.RealMariaDb;
import io.savehandler.servers.RealPostgres;
import io.savehandler.servers.RealServer;
import io.savehandler.servers.faults.FaultProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One database for the tests of one class, on the server of all classes if it has one. Not thread-safe. */
final class TestDatabase implements AutoCloseable {
    private final @Nullable RealServer server;
    private final @Nullable Path directory;
    private final String savePath;
    private final SqlDoor door;
    private final Set<String> made = new HashSet<>();

    private TestDatabase(@Nullable RealServer server, @Nullable Path directory, String savePath, SqlDoor door) {
        this.server = server;
        this.directory = directory;
        this.savePath = savePath;
        this.door = door;
    }

    static TestDatabase postgres() {
        RealPostgres server = SharedServers.postgres();
        String savePath = "pgsql://%s:%s@127.0.0.1:%d/%s"
                .formatted(server.user(), server.password(), server.port(), server.database());
        SqlDoor door = new SqlDoor(server.jdbcUrl(), server.user(), server.password());
        return new TestDatabase(server, null, savePath, door);
    }

    static TestDatabase mariaDb() {
        return of(SharedServers.mariaDb());
    }

    static TestDatabase of(RealMariaDb server) {
        String savePath = "mysql://%s:%s@127.0.0.1:%d/%s"
                .formatted(server.user(), server.password(), server.port(), server.database());
        SqlDoor door = new SqlDoor(server.jdbcUrl(), server.user(), server.password());
        return new TestDatabase(server, null, savePath, door);
    }

    static TestDatabase h2() {
        Path directory = newDirectory();
        String url = "jdbc:h2:file:" + directory.resolve("sessions") + ";TRACE_LEVEL_FILE=0";
        return new TestDatabase(null, directory, url, new SqlDoor(url, null, null));
    }

    static TestDatabase sqlite() {
        Path directory = newDirectory();
        Path file = directory.resolve("sessions.db");
        return new TestDatabase(
                null,
                directory,
                "jdbc:sqlite:" + file + "?synchronous=off",
                new SqlDoor("jdbc:sqlite:" + file + "?synchronous=off&busy_timeout=300", null, null));
    }

    private static Path newDirectory() {
        try {
            return Files.createTempDirectory("savehandler-jdbc");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String savePath() {
        return savePath;
    }

    SqlDoor door() {
        return door;
    }

    /** A new one in front of it, if it is a server. */
    Optional<FaultProxy> proxy() {
        return Optional.ofNullable(server).map(FaultProxy::to);
    }

    /** Where it is behind a proxy. */
    String savePath(FaultProxy proxy) {
        return server == null ? savePath : savePath.replace(":" + server.port() + "/", ":" + proxy.port() + "/");
    }

    /** What the handler sends. */
    SqlStatements statements(JdbcSettings settings) {
        return new SqlStatements(SqlDialects.of(door.url()).orElseThrow(), settings);
    }

    /** Makes the tables if they are not there, and empties them. */
    void empty(JdbcSettings settings) {
        SqlStatements statements = statements(settings);
        boolean withLocks = settings.lockMode() == JdbcLockMode.LEASE;
        List<String> wanted = statements.ddl(withLocks);
        if (made.addAll(wanted)) {
            wanted.forEach(door::update);
        }
        door.update("delete from " + settings.table());
        if (withLocks) {
            door.update("delete from " + settings.lockTable());
        }
    }

    /** Asks how many sessions are locked, where that can be asked. */
    Optional<String> locks(JdbcLockMode mode) {
        boolean postgres = savePath.startsWith("pgsql");
        return switch (mode) {
            case NONE -> Optional.empty();
            case LEASE -> Optional.of("select count(*) from sessions_locks");
            case ADVISORY ->
                Optional.of("select count(*) from pg_locks where locktype = 'advisory'")
                        .filter(text -> postgres);
            case ROW ->
                Optional.of(
                                postgres
                                        ? "select count(*) from pg_stat_activity where state like 'idle in transaction%'"
                                        : "select count(*) from information_schema.innodb_trx")
                        .filter(text -> server != null);
        };
    }

    List<String> secrets() {
        return server == null ? List.of() : List.of("only-for-tests");
    }

    void restart() {
        if (server != null) {
            door.close();
            server.restart();
        }
    }

    @Override
    public void close() {
        if (server != null) {
            door.update("drop table if exists sessions");
            door.update("drop table if exists sessions_locks");
        }
        door.close();
        if (directory != null) {
            delete(directory);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
