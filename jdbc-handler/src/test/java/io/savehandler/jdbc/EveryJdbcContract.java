package io.savehandler.jdbc;

import io.savehandler.testkit.CompareAndSetContract;
import io.savehandler.testkit.DurabilityContract;
import io.savehandler.testkit.ExpiryContract;
import io.savehandler.testkit.ExpiryHandoverContract;
import io.savehandler.testkit.ListingContract;
import io.savehandler.testkit.SessionHandlerContract;
import io.savehandler.testkit.StoreFailureContract;
import io.savehandler.testkit.TouchContract;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;

/** What holds in every database, with locks or without. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
interface EveryJdbcContract
        extends SessionHandlerContract,
                CompareAndSetContract,
                TouchContract,
                ExpiryContract,
                ListingContract,
                ExpiryHandoverContract,
                StoreFailureContract,
                DurabilityContract {

    JdbcSettings UNLOCKED = small().lockMode(JdbcLockMode.NONE).build();
    JdbcSettings LEASES = small().ownerColumn("sess_owner").build();
    JdbcSettings ADVISORY = small().lockMode(JdbcLockMode.ADVISORY).build();
    JdbcSettings ROWS = small().lockMode(JdbcLockMode.ROW).build();

    private static JdbcSettings.Builder small() {
        return JdbcSettings.builder().poolSize(4);
    }

    /** The drivers' own, for all their users, those of H2's open file, and those that read what a server prints. */
    @Override
    default boolean outlivesTests(Thread thread) {
        String name = thread.getName();
        return Stream.of("PostgreSQL-JDBC", "mariadb-", "MariaDb", "H2-", "MVStore", "savehandler-output-")
                .anyMatch(name::startsWith);
    }
}
