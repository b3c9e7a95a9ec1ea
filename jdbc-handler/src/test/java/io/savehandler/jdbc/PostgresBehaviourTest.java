package io.savehandler.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@RequiresServers(Server.POSTGRESQL)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("once")
class PostgresBehaviourTest implements JdbcBehaviour, HeldLockBehaviour {
    private final TestDatabase database = TestDatabase.postgres();

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
        return "sessions_pkey";
    }

    @Override
    public void makeReadOnly(boolean readOnly) {
        database.door()
                .update("alter database postgres set default_transaction_read_only = " + (readOnly ? "on" : "off"));
    }

    @Override
    public void cutEveryConnection() {
        database.door()
                .texts("select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()"
                        + " and backend_type = 'client backend'");
    }

    @Override
    public boolean isLockedAsPhpLocks(String id) {
        long key = ByteBuffer.wrap(id.substring(0, 8).getBytes(StandardCharsets.US_ASCII))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
        String locks = "select count(*) from pg_locks where locktype = 'advisory' and objsubid = 1 and"
                + " (cast(classid as bigint) << 32 | cast(objid as bigint)) = ?";
        return database.door().number(locks, key) == 1;
    }

    /** As PHP computes it; the first is what a real PostgreSQL told of Symfony's lock. */
    @Test
    void anIdsFirstEightBytesAreItsAdvisoryLock() {
        assertThat(PostgresDialect.advisoryKey("01234567"))
                .usingRecursiveComparison()
                .isEqualTo(new SqlValues().with(SqlParameter.KEY, 3_978_425_819_141_910_832L));
        assertThat(PostgresDialect.advisoryKey("abcdefgh"))
                .usingRecursiveComparison()
                .isEqualTo(new SqlValues().with(SqlParameter.KEY, 7_523_094_288_207_667_809L));
    }

    /** A small table is sooner read whole; this tells what is chosen where that is dear. */
    @Override
    public String analyze() {
        return "select set_config('enable_seqscan', 'off', false), set_config('enable_sort', 'off', false)";
    }
}
