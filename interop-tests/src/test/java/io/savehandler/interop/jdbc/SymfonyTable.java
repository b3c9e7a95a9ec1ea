package io.savehandler.interop.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.HandlerContext;
import io.savehandler.interop.sharing.JavaRequest;
import io.savehandler.interop.sharing.PhpRequest;
import io.savehandler.jdbc.JdbcLockMode;
import io.savehandler.jdbc.JdbcSessionHandlerFactory;
import io.savehandler.jdbc.JdbcSettings;
import io.savehandler.servers.RealMariaDb;
import io.savehandler.servers.RealPhp;
import io.savehandler.servers.RealPostgres;
import io.savehandler.servers.RealServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** A database with the table that Symfony makes in it, for both sides. */
final class SymfonyTable implements AutoCloseable {
    private static final String PASSWORD = "only-for-tests";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RealServer server;
    private final Path scripts;
    private final String dsn;
    private final String extension;
    private final String savePath;
    private final String jdbcUrl;

    private SymfonyTable(
            RealServer server, Path scripts, String dsn, String extension, String savePath, String jdbcUrl) {
        this.server = server;
        this.scripts = scripts;
        this.dsn = dsn;
        this.extension = extension;
        this.savePath = savePath;
        this.jdbcUrl = jdbcUrl;
        copyScript();
        makeTable();
    }

    static SymfonyTable inPostgres(Path scripts) {
        RealPostgres server = RealPostgres.start();
        String place = "127.0.0.1:" + server.port() + "/" + server.database();
        return new SymfonyTable(
                server,
                scripts,
                "pgsql:host=127.0.0.1;port=" + server.port() + ";dbname=" + server.database(),
                "pdo_pgsql",
                "pgsql://" + server.user() + ":" + PASSWORD + "@" + place,
                server.jdbcUrl());
    }

    static SymfonyTable inMariaDb(Path scripts) {
        RealMariaDb server = RealMariaDb.start();
        String place = "127.0.0.1:" + server.port() + "/" + server.database();
        return new SymfonyTable(
                server,
                scripts,
                "mysql:host=127.0.0.1;port=" + server.port() + ";dbname=" + server.database(),
                "pdo_mysql",
                "mysql://" + server.user() + ":" + PASSWORD + "@" + place,
                server.jdbcUrl());
    }

    private void copyScript() {
        try (InputStream script =
                Objects.requireNonNull(SymfonyTable.class.getResourceAsStream("symfony.php"), "symfony.php")) {
            Files.write(script(), script.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path script() {
        return scripts.resolve("symfony.php");
    }

    private void makeTable() {
        var php = RealPhp.get().script(script()).extension(extension).ini("symfony.create", "1");
        symfony(JdbcLockMode.NONE).forEach(php::ini);
        assertThat(php.run(PATIENCE).requireSuccess().errors()).isEmpty();
    }

    private Map<String, String> symfony(JdbcLockMode mode) {
        return Map.of(
                "symfony.dsn",
                dsn,
                "symfony.user",
                "savehandler",
                "symfony.password",
                PASSWORD,
                "symfony.lock_mode",
                symfonys(mode));
    }

    /** {@code PdoSessionHandler::LOCK_NONE}, {@code LOCK_ADVISORY} and {@code LOCK_TRANSACTIONAL}. */
    private static String symfonys(JdbcLockMode mode) {
        return switch (mode) {
            case NONE -> "0";
            case ADVISORY -> "1";
            case ROW -> "2";
            case LEASE -> throw new IllegalArgumentException("PHP knows no leases");
        };
    }

    /** For a PHP process. */
    Map<String, String> php(JdbcLockMode mode) {
        Map<String, String> settings = new HashMap<>(symfony(mode));
        settings.put("auto_prepend_file", script().toString());
        settings.put("extension", extension);
        return settings;
    }

    /** For a Java process. */
    Map<String, String> java(JdbcLockMode mode) {
        return Map.of(
                "session.save_handler",
                "jdbc",
                "session.save_path",
                savePath,
                "savehandler.jdbc.lock_mode",
                mode.name().toLowerCase(Locale.ROOT));
    }

    PhpRequest phpRequest(JdbcLockMode mode, String id) {
        return new PhpRequest(scripts, php(mode), id);
    }

    JavaRequest javaRequest(JdbcLockMode mode, String id, HandlerContext context) {
        JdbcSessionHandlerFactory factory = JdbcSessionHandlerFactory.builder()
                .savePath(savePath)
                .settings(JdbcSettings.builder().lockMode(mode).build())
                .build();
        return new JavaRequest(factory, context, id);
    }

    /** What is stored, by a connection of its own. */
    String stored(String id) {
        return text("select sess_data from sessions where sess_id = ?", id);
    }

    /** How many requests wait for each other inside the database now. */
    boolean somebodyWaits() {
        String waits = extension.equals("pdo_pgsql")
                ? "select cast(count(*) > 0 as text) from pg_stat_activity where wait_event_type = 'Lock' and '' = ?"
                : "select if(count(*) > 0, 'true', 'false') from information_schema.processlist where (info like"
                        + " '%for update' or state = 'User lock') and id <> connection_id() and '' = ?";
        return text(waits, "").equals("true");
    }

    private String text(String sql, String value) {
        try (Connection connection = DriverManager.getConnection(jdbcUrl, "savehandler", PASSWORD);
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, value);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? new String(rows.getBytes(1), StandardCharsets.ISO_8859_1) : "";
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
