package io.savehandler.jdbc;

import io.savehandler.SessionConfigurationException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Where the sessions are in a database, how they are locked, and how the database is talked to. Immutable; {@link
 * #defaults()} and {@link #builder()} make one.
 */
public final class JdbcSettings {
    private static final JdbcSettings DEFAULTS = builder().build();

    private final Builder values;

    private JdbcSettings(Builder values) {
        this.values = values;
    }

    /** Symfony's names for the table and its columns, leases, the host's clock, 10 connections, time-outs of 5 s. */
    public static JdbcSettings defaults() {
        return DEFAULTS;
    }

    /** A builder that starts with {@link #defaults()}. */
    public static Builder builder() {
        return new Builder();
    }

    /** The table, with a schema and a dot before it if need be; Symfony's {@code db_table}, by default {@code sessions}. */
    public String table() {
        return values.table;
    }

    /** The table of leases; by default the {@link #table()} with {@code _locks} behind it. */
    public String lockTable() {
        return values.lockTable.isEmpty() ? values.table + "_locks" : values.lockTable;
    }

    /** The column of ids; Symfony's {@code db_id_col}, by default {@code sess_id}. */
    public String idColumn() {
        return values.idColumn;
    }

    /** The column of data; Symfony's {@code db_data_col}, by default {@code sess_data}. */
    public String dataColumn() {
        return values.dataColumn;
    }

    /** The column of the time when a session ends; Symfony's {@code db_lifetime_col}, by default {@code sess_lifetime}. */
    public String lifetimeColumn() {
        return values.lifetimeColumn;
    }

    /** The column of the last write's time; Symfony's {@code db_time_col}, by default {@code sess_time}. */
    public String timeColumn() {
        return values.timeColumn;
    }

    /**
     * The column that tells whose a session is, as {@link io.savehandler.HandlerContext#owner()} says when it is written;
     * empty, the default, where the table has none. PHP leaves it as it is.
     */
    public Optional<String> ownerColumn() {
        return values.ownerColumn;
    }

    /**
     * The column that tells where a session was last written from, as {@link JdbcSessionHandlerFactoryBuilder#clientAddress}
     * says; empty, the default, where the table has none. For people to look at: nothing here reads it. PHP leaves it as it
     * is.
     */
    public Optional<String> addressColumn() {
        return values.addressColumn;
    }

    /** How sessions are locked. */
    public JdbcLockMode lockMode() {
        return values.lockMode;
    }

    /** Whose clock decides what has expired. */
    public SqlClock clock() {
        return values.clock;
    }

    /** How many connections a pool of our own may have; it grows when it must and shrinks after idle minutes. */
    public int poolSize() {
        return values.poolSize;
    }

    /** How long a request waits for a connection, be it a new one or another request's. */
    public Duration connectTimeout() {
        return values.connectTimeout;
    }

    /** How long an answer may take, on connections of our own pool. */
    public Duration answerTimeout() {
        return values.answerTimeout;
    }

    /** How many expired sessions one statement of gc removes at most. */
    public int gcBatch() {
        return values.gcBatch;
    }

    /** Builds {@link JdbcSettings}. Not thread-safe. */
    public static final class Builder {
        private String table = "sessions";
        private String lockTable = "";
        private String idColumn = "sess_id";
        private String dataColumn = "sess_data";
        private String lifetimeColumn = "sess_lifetime";
        private String timeColumn = "sess_time";
        private Optional<String> ownerColumn = Optional.empty();
        private Optional<String> addressColumn = Optional.empty();
        private JdbcLockMode lockMode = JdbcLockMode.LEASE;
        private SqlClock clock = SqlClock.HOST;
        private int poolSize = 10;
        private Duration connectTimeout = Duration.ofSeconds(5);
        private Duration answerTimeout = Duration.ofSeconds(5);
        private int gcBatch = 500;

        private Builder() {}

        /**
         * Sets {@link JdbcSettings#table()}.
         *
         * @throws SessionConfigurationException if it is no such name
         */
        public Builder table(String table) {
            this.table = SqlName.table("table", table);
            return this;
        }

        /**
         * Sets {@link JdbcSettings#lockTable()}.
         *
         * @throws SessionConfigurationException if it is no such name
         */
        public Builder lockTable(String lockTable) {
            this.lockTable = SqlName.table("lockTable", lockTable);
            return this;
        }

        /**
         * Sets {@link JdbcSettings#idColumn()}.
         *
         * @throws SessionConfigurationException if it is no such name
         */
        public Builder idColumn(String idColumn) {
            this.idColumn = SqlName.column("idColumn", idColumn);
            return this;
        }

        /**
         * Sets {@link JdbcSettings#dataColumn()}.
         *
         * @throws SessionConfigurationException if it is no such name
         */
        public Builder dataColumn(String dataColumn) {
            this.dataColumn = SqlName.column("dataColumn", dataColumn);
            return this;
        }

        /**
         * Sets {@link JdbcSettings#lifetimeColumn()}.
         *
         * @throws SessionConfigurationException if it is no such name
         */
        public Builder lifetimeColumn(String lifetimeColumn) {
            this.lifetimeColumn = SqlName.column("lifetimeColumn", lifetimeColumn);
            return this;
        }

        /**
         * Sets {@link JdbcSettings#timeColumn()}.
         *
         * @throws SessionConfigurationException if it is no such name
         */
        public Builder timeColumn(String timeColumn) {
            this.timeColumn = SqlName.column("timeColumn", timeColumn);
            return this;
        }

        /**
         * Sets {@link JdbcSettings#ownerColumn()}.
         *
         * @throws SessionConfigurationException if it is no such name
         */
        public Builder ownerColumn(String ownerColumn) {
            this.ownerColumn = Optional.of(SqlName.column("ownerColumn", ownerColumn));
            return this;
        }

        /**
         * Sets {@link JdbcSettings#addressColumn()}.
         *
         * @throws SessionConfigurationException if it is no such name
         */
        public Builder addressColumn(String addressColumn) {
            this.addressColumn = Optional.of(SqlName.column("addressColumn", addressColumn));
            return this;
        }

        /** Sets {@link JdbcSettings#lockMode()}. */
        public Builder lockMode(JdbcLockMode lockMode) {
            this.lockMode = Objects.requireNonNull(lockMode, "lockMode");
            return this;
        }

        /** Sets {@link JdbcSettings#clock()}. */
        public Builder clock(SqlClock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /**
         * Sets {@link JdbcSettings#poolSize()}.
         *
         * @throws SessionConfigurationException if not positive
         */
        public Builder poolSize(int connections) {
            this.poolSize = positive("poolSize", connections);
            return this;
        }

        /**
         * Sets {@link JdbcSettings#connectTimeout()}.
         *
         * @throws SessionConfigurationException if below 250 ms, the least that the pool knows
         */
        public Builder connectTimeout(Duration connectTimeout) {
            this.connectTimeout = atLeast(250, "connectTimeout", connectTimeout);
            return this;
        }

        /**
         * Sets {@link JdbcSettings#answerTimeout()}.
         *
         * @throws SessionConfigurationException if below 1 ms; some drivers count whole seconds
         */
        public Builder answerTimeout(Duration answerTimeout) {
            this.answerTimeout = atLeast(1, "answerTimeout", answerTimeout);
            return this;
        }

        /**
         * Sets {@link JdbcSettings#gcBatch()}.
         *
         * @throws SessionConfigurationException if not positive
         */
        public Builder gcBatch(int sessions) {
            this.gcBatch = positive("gcBatch", sessions);
            return this;
        }

        /** Returns settings with what was set so far. */
        public JdbcSettings build() {
            return new JdbcSettings(copy());
        }

        private Builder copy() {
            Builder copy = new Builder();
            copy.table = table;
            copy.lockTable = lockTable;
            copy.idColumn = idColumn;
            copy.dataColumn = dataColumn;
            copy.lifetimeColumn = lifetimeColumn;
            copy.timeColumn = timeColumn;
            copy.ownerColumn = ownerColumn;
            copy.addressColumn = addressColumn;
            copy.lockMode = lockMode;
            copy.clock = clock;
            copy.poolSize = poolSize;
            copy.connectTimeout = connectTimeout;
            copy.answerTimeout = answerTimeout;
            copy.gcBatch = gcBatch;
            return copy;
        }

        private static int positive(String name, int value) {
            if (value < 1) {
                throw new SessionConfigurationException(name, "must be 1 or more, not " + value);
            }
            return value;
        }

        private static Duration atLeast(long millis, String name, Duration value) {
            if (value.compareTo(Duration.ofMillis(millis)) < 0) {
                throw new SessionConfigurationException(name, "must be " + millis + " ms or more, not " + value);
            }
            return value;
        }
    }
}
