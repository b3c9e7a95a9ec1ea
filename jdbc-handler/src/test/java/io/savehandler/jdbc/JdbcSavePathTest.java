package io.savehandler.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.SessionConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcSavePathTest {
    @ParameterizedTest
    @CsvSource({"jdbc:h2:mem:, ADVISORY", "sqlite:///x.db, ADVISORY", "sqlsrv://host/db, ROW"})
    void aLockThatTheDatabaseLacksIsRefused(String savePath, JdbcLockMode mode) {
        JdbcSessionHandlerFactoryBuilder builder = JdbcSessionHandlerFactory.builder()
                .savePath(savePath)
                .settings(JdbcSettings.builder().lockMode(mode).build());
        assertThatThrownBy(builder::build)
                .isInstanceOf(SessionConfigurationException.class)
                .hasMessageContaining("savehandler.jdbc.lock_mode")
                .hasMessageContaining("lease");
    }

    @ParameterizedTest
    @CsvSource({
        "mysql://db/app, jdbc:mariadb://db:3306/app",
        "mysql2://db:3307/app?charset=utf8mb4, jdbc:mariadb://db:3307/app",
        "pdo_mysql://localhost/app, jdbc:mariadb://localhost:3306/app",
        "mysql://db/app?unix_socket=/run/mysqld.sock, jdbc:mariadb://db:3306/app?localSocket=/run/mysqld.sock",
        "pgsql://db/app, jdbc:postgresql://db:5432/app",
        "postgres://db:5433/app, jdbc:postgresql://db:5433/app",
        "postgresql://[::1]:5433/app, jdbc:postgresql://[::1]:5433/app",
        "pdo-pgsql://db/app, jdbc:postgresql://db:5432/app",
        "sqlite:///sessions.db, jdbc:sqlite:sessions.db",
        "sqlite3://localhost/var/sessions.db, jdbc:sqlite:var/sessions.db",
        "sqlite:////var/sessions.db, jdbc:sqlite:/var/sessions.db",
        "sqlsrv://db/app, jdbc:sqlserver://db:1433;databaseName=app",
        "mssql://db:1434/app, jdbc:sqlserver://db:1434;databaseName=app",
        "jdbc:h2:mem:x, jdbc:h2:mem:x",
        "jdbc:mysql://db/app?sslMode=trust, jdbc:mysql://db/app?sslMode=trust"
    })
    void aUrlAsSymfonyReadsItBecomesOneOfJdbc(String savePath, String url) {
        assertThat(JdbcSavePath.parse(savePath).url()).isEqualTo(url);
    }

    @Test
    void theLoginIsDecodedAndKeptOutOfTheUrl() {
        JdbcTarget target = JdbcSavePath.parse("pgsql://us%40er:p%3Aa+s%25s@db/app");
        assertThat(target.user()).isEqualTo("us@er");
        assertThat(target.password()).isEqualTo("p:a+s%s");
        assertThat(target.url()).isEqualTo("jdbc:postgresql://db:5432/app");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://user:secret@db/app",
                "pgsql://user:se@secret@db/app",
                "jdbc:mysql://user:secret@db/app",
                "jdbc:postgresql://db/app?user=user&password=secret",
                "jdbc:sqlserver://db:1433;databaseName=app;user=user;password=secret",
                "jdbc:oracle:thin:user/secret@db:1521/app",
                "jdbc:h2:tcp://db/app;USER=user;PASSWORD=secret",
                "jdbc:mysql://address=(host=db)(user=user)(password=secret)/app"
            })
    void thePlaceIsToldWithoutTheLogin(String savePath) {
        JdbcTarget target = JdbcSavePath.parse(savePath);
        assertThat(target.address()).startsWith("jdbc:").doesNotContain("secret");
        assertThat(target.toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/var/lib/php/sessions",
                "redis://user:secret@db:6379",
                "jdbc:derby://user:secret@db/app",
                "mysql://user:secret@db:port/app",
                "mysql:host=db;password=secret"
            })
    void whatIsNoDatabaseIsRefusedWithoutTellingTheLogin(String savePath) {
        assertThatThrownBy(() -> JdbcSavePath.parse(savePath))
                .isInstanceOf(SessionConfigurationException.class)
                .hasMessageContaining("session.save_path")
                .hasMessageContaining("pgsql://")
                .message()
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1st", "sess ion", "a\"b", "a`b", "a]b", "a;drop table x", "a--", "a.b.c", "t\u00e4ble"})
    void aNameThatCouldBeMoreThanANameIsRefused(String name) {
        JdbcSettings.Builder settings = JdbcSettings.builder();
        assertThatThrownBy(() -> settings.table(name)).isInstanceOf(SessionConfigurationException.class);
        assertThatThrownBy(() -> settings.lockTable(name)).isInstanceOf(SessionConfigurationException.class);
        assertThatThrownBy(() -> settings.idColumn(name)).isInstanceOf(SessionConfigurationException.class);
        assertThatThrownBy(() -> settings.timeColumn(name)).isInstanceOf(SessionConfigurationException.class);
    }
}
