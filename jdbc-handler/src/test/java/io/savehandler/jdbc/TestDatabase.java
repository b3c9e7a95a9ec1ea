package io.savehandler.jdbc;

import io.savehandler.servers.RealMariaDb;
import io.savehandler.servers.RealPostgres;
import io.savehandler.servers.RealServer;
import io.savehandler.servers.faults.FaultProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One database for the tests of one class, with a proxy in front of it if it is a server. Not thread-safe. */
final class TestDatabase implements AutoCloseable {
    private final @Nullable RealServer server;
    private final @Nullable Path directory;
    private final String savePath;
    private final SqlDoor door;

    private TestDatabase(@Nullable RealServer server, @Nullable Path directory, String savePath, SqlDoor door) {
        this.server = server;
        this.directory = directory;
        this.savePath = savePath;
        this.door = door;
    }

    static TestDatabase postgres() {
        RealPostgres server = RealPostgres.start();
        String savePath = "pgsql://%s:%s@127.0.0.1:%d/%s"
                .formatted(server.user(), server.password(), server.port(), server.database());
        SqlDoor door = new SqlDoor(server.jdbcUrl(), server.user(), server.password());
        return new TestDatabase(server, null, savePath, door);
    }

    static TestDatabase mariaDb() {
        RealMariaDb server = RealMariaDb.start();
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
                new SqlDoor("jdbc:sqlite:" + file + "?synchronous=off", null, null));
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
        door.close();
        if (server != null) {
            server.close();
        }
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
