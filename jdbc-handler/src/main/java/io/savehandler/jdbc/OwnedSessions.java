package io.savehandler.jdbc;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All sessions of one owner, for one request. Not thread-safe. */
final class OwnedSessions {
    private final JdbcDatabase database;
    private final JdbcLock lock;
    private final JdbcTimes times;
    private final String owner;

    OwnedSessions(JdbcDatabase database, JdbcLock lock, JdbcTimes times, String owner) {
        this.database = database;
        this.lock = lock;
        this.times = times;
        this.owner = Objects.requireNonNull(owner, "owner");
    }

    Stream<String> ids() {
        return new SessionPages(lock, times, known(database.statements().idsOfOwner), owner).ids();
    }

    /** How many there were besides the spared one. */
    long destroyExcept(@Nullable String exceptId) {
        if (!database.dialect().locksIndexEntries()) {
            return destroy(database.statements().deleteOfOwner, exceptId == null ? "" : exceptId);
        }
        try (Stream<String> all = ids()) {
            return all.filter(id -> !id.equals(exceptId))
                    .mapToLong(id -> destroy(database.statements().deleteIfOfOwner, id))
                    .sum();
        }
    }

    private long destroy(Optional<SqlText> text, String id) {
        SqlText known = known(text);
        SqlValues values = times.valuesOf(id).with(SqlParameter.OWNER, owner);
        return lock.connections().change("destroyAllOf", connection -> known.update(connection, values));
    }

    private static SqlText known(Optional<SqlText> text) {
        return text.orElseThrow(
                () -> new UnsupportedOperationException("name the column of owners: JdbcSettings.ownerColumn()"));
    }
}
