package io.savehandler.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The ids of sessions that are alive, in their order, so many at a time; nothing is kept open in between. */
final class SessionPages {
    private static final long PAGE = 500;

    private final JdbcLock lock;
    private final JdbcTimes times;
    private final SqlText next;
    private final String owner;

    /**
     * @param next asks for the ids behind {@code :id}, {@code :batch} of them at most
     * @param owner whose sessions, where the statement asks for somebody's
     */
    SessionPages(JdbcLock lock, JdbcTimes times, SqlText next, String owner) {
        this.lock = lock;
        this.times = times;
        this.next = next;
        this.owner = owner;
    }

    Stream<String> ids() {
        return Stream.iterate(behind(""), page -> !page.isEmpty(), page -> behind(page.get(page.size() - 1)))
                .flatMap(List::stream);
    }

    private List<String> behind(String id) {
        SqlValues values = times.valuesOf(id).with(SqlParameter.BATCH, PAGE).with(SqlParameter.OWNER, owner);
        return lock.connections().read("ids", connection -> next.query(connection, values, SessionPages::texts));
    }

    private static List<String> texts(ResultSet rows) throws SQLException {
        List<String> texts = new ArrayList<>();
        while (rows.next()) {
            texts.add(rows.getString(1));
        }
        return texts;
    }
}
