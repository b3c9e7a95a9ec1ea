package io.savehandler.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.SessionConfigurationException;
import io.savehandler.Sessions;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdbcSessionHandlerProviderTest {
    @TempDir
    private Path directory;

    private Map<String, String> settings(String... more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "session.save_handler", "jdbc",
                "session.save_path", "sqlite:///" + directory.resolve("sessions.db"),
                "savehandler.jdbc.create_table", "On"));
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return settings;
    }

    @Test
    void aFileIsEnoughForSessionsThatOutliveTheirProcess() {
        String id;
        try (Sessions sessions = Sessions.from(settings())) {
            id = sessions.run(null, session -> {
                session.put("visits", 1);
                return session.id();
            });
        }
        try (Sessions sessions = Sessions.from(settings("savehandler.jdbc.create_table", "Off"))) {
            long visits = sessions.run(id, session -> session.update("visits", count -> count.toLong(0) + 1));
            assertThat(visits).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "savehandler.jdbc.lock_mode, sometimes",
        "savehandler.jdbc.clock, sundial",
        "savehandler.jdbc.pool_size, many",
        "savehandler.jdbc.pool_size, 0",
        "savehandler.jdbc.table, a;b",
        "savehandler.jdbc.create_table, perhaps"
    })
    void whatASettingDoesNotTakeIsRefused(String name, String value) {
        assertThatThrownBy(() -> Sessions.from(settings(name, value)).close())
                .isInstanceOf(SessionConfigurationException.class);
    }

    @Test
    void namesAreChosen() {
        Map<String, String> chosen = settings(
                "savehandler.jdbc.table", "visits",
                "savehandler.jdbc.id_column", "id",
                "savehandler.jdbc.data_column", "select",
                "savehandler.jdbc.lifetime_column", "ends",
                "savehandler.jdbc.time_column", "written",
                "savehandler.jdbc.lock_mode", "none");
        try (Sessions sessions = Sessions.from(chosen)) {
            sessions.run(null, session -> {
                session.put("visits", 1);
                return session.id();
            });
        }
        try (SqlDoor door = new SqlDoor("jdbc:sqlite:" + directory.resolve("sessions.db"), null, null)) {
            assertThat(door.number("select count(*) from visits where \"select\" like 'visits|i:1;'"))
                    .isEqualTo(1);
        }
    }

    @Test
    void theStatementsThatMakeTheTablesAreTold() {
        try (JdbcSessionHandlerFactory factory = JdbcSessionHandlerFactory.connect("pgsql://localhost/app")) {
            assertThat(factory.createStatements())
                    .hasSize(3)
                    .first()
                    .asString()
                    .startsWith("create table if not exists \"sessions\" (\"sess_id\" varchar(256)");
        }
    }
}
