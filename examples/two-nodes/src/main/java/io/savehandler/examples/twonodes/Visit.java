package io.savehandler.examples.twonodes;

import io.savehandler.Session;
import java.time.Instant;

/**
 * What one view of the session found and counted.
 *
 * @param id the session's id
 * @param sessionTime when the session began
 * @param now when this view happened
 * @param visits views so far, with this one
 */
record Visit(String id, Instant sessionTime, Instant now, long visits) {
    private static final String VISITS = "visits";
    private static final String SESSION_TIME = "session_time";

    /** Counts a view and saves the session. */
    static Visit count(Session session, Instant now) {
        if (!session.contains(SESSION_TIME)) {
            session.put(SESSION_TIME, now.getEpochSecond());
        }
        long visits = session.update(VISITS, seen -> seen.toLong(0) + 1);
        session.commit();
        long began = session.getLong(SESSION_TIME, 0);
        return new Visit(session.id(), Instant.ofEpochSecond(began), now, visits);
    }
}
