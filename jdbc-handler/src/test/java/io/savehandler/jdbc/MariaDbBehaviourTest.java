package io.savehandler.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.savehandler.HandlerContext;
import io.savehandler.SessionHandler;
import io.savehandler.SessionStoreException;
import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@RequiresServers(Server.MARIADB)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MariaDbBehaviourTest implements JdbcBehaviour, HeldLockBehaviour {
    private final TestDatabase database = TestDatabase.mariaDb();

    @AfterAll
    void stop() {
        database.close();
    }

    @Override
    public TestDatabase database() {
        return database;
    }

    @Override
    public String explain() {
        return "explain ";
    }

    @Override
    public String keyName() {
        return "PRIMARY";
    }

    @Override
    public void makeReadOnly(boolean readOnly) {
        database.door().update("set global tx_read_only = " + (readOnly ? 1 : 0));
    }

    @Override
    public void cutEveryConnection() {
        database.door()
                .texts(
                        "select id from information_schema.processlist where id <> connection_id() and user = 'savehandler'")
                .forEach(id -> database.door().update("kill " + id));
    }

    @Override
    public boolean isLockedAsPhpLocks(String id) {
        return database.door().number("select is_free_lock(?)", id.substring(0, Math.min(id.length(), 64))) == 0;
    }

    @Override
    public String analyze() {
        return "analyze table sessions";
    }

    /** Symfony's own table, on a server that cuts what does not fit. */
    @Test
    void whatAColumnWouldCutIsRefused() {
        database.door().update("drop table if exists sessions");
        database.door()
                .update("create table sessions (sess_id varbinary(128) not null primary key, sess_data blob not"
                        + " null, sess_lifetime integer unsigned not null, sess_time integer unsigned not null)");
        try (HikariDataSource source = new HikariDataSource(manualCommits("?sessionVariables=sql_mode=''"));
                JdbcSessionHandlerFactory factory = JdbcSessionHandlerFactory.builder()
                        .dataSource(source)
                        .settings(JdbcSettings.builder()
                                .lockMode(JdbcLockMode.NONE)
                                .build())
                        .build();
                SessionHandler handler = factory.newHandler(HandlerContext.defaults())) {
            String longest = "a".repeat(128);
            handler.write(longest, new byte[65_535]);
            assertThat(handler.read(longest)).hasSize(65_535);
            assertThatThrownBy(() -> handler.write(longest, new byte[65_536]))
                    .isInstanceOf(SessionStoreException.class)
                    .hasMessageContaining("65535")
                    .hasMessageContaining("TROUBLESHOOTING.md#jdbc-too-long");
            assertThatThrownBy(() -> handler.write(longest + "a", new byte[1]))
                    .isInstanceOf(SessionStoreException.class);
            assertThat(handler.read(longest)).hasSize(65_535);
            assertThat(database.door().number("select count(*) from sessions")).isEqualTo(1);
        } finally {
            database.door().update("drop table sessions");
        }
    }

    /** MySQL, whose transactions begin by a statement of their own. */
    @Test
    void aServerThatCannotBeginAndLockInOneIsAskedOnce() {
        JdbcSettings rows = JdbcSettings.builder().lockMode(JdbcLockMode.ROW).build();
        JdbcVisits.to(database, rows).close();
        HikariConfig config = manualCommits("");
        config.setAutoCommit(true);
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        try (HikariDataSource pool = new HikariDataSource(config)) {
            RefusingSource former = RefusingSource.ofWords(pool, "begin not atomic");
            try (JdbcSessionHandlerFactory factory = JdbcSessionHandlerFactory.builder()
                    .dataSource(former.source())
                    .settings(rows)
                    .build()) {
                for (String data : List.of("", "first", "second")) {
                    try (SessionHandler handler = factory.newHandler(HandlerContext.defaults())) {
                        assertThat(handler.read("anid")).asString().isEqualTo(data);
                        handler.write("anid", JdbcVisits.bytes(data.isEmpty() ? "first" : "second"));
                    }
                }
            }
            assertThat(former.refusals()).isEqualTo(1);
        }
    }
}
