package io.savehandler.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.SessionStoreException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SqliteBehaviourTest implements JdbcBehaviour {
    private final TestDatabase database = TestDatabase.sqlite();

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
        return "explain query plan ";
    }

    @Override
    public String keyName() {
        return "USING INDEX";
    }

    @Test
    void aFullDatabaseIsToldAndKeepsWhatItHas() {
        JdbcVisits.to(database, JdbcSettings.defaults()).close();
        long pages = database.door().number("pragma page_count");
        try (JdbcVisits visits = JdbcVisits.to(
                database.savePath() + "&max_page_count=" + (pages + 10),
                JdbcSettings.builder().lockMode(JdbcLockMode.NONE).build())) {
            visits.write("anid", "old");
            assertThatThrownBy(() -> visits.write("anid", "x".repeat(100_000)))
                    .isInstanceOf(SessionStoreException.class)
                    .hasMessageContaining("no room");
            assertThat(visits.read("anid")).isEqualTo("old");
            visits.write("anid", "new");
            assertThat(visits.read("anid")).isEqualTo("new");
        }
    }
}
