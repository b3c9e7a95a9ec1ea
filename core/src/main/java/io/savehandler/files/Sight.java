package io.savehandler.files;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a request last saw of a session, or stored: the bytes, or that there is no session. Immutable. */
final class Sight {
    /** No session, and nothing that was one. */
    static final Sight NOTHING = new Sight(null, null, Instant.MIN);

    private final byte @Nullable [] session;
    private final @Nullable FileStatus status;
    private final Instant deadline;

    private Sight(byte @Nullable [] session, @Nullable FileStatus status, Instant deadline) {
        this.session = session;
        this.status = status;
        this.deadline = deadline;
    }

    /** A session that expires after a time. */
    static Sight of(byte[] session, FileStatus status, Instant deadline) {
        return new Sight(session, status, deadline);
    }

    /** A session that this request has just stored. */
    static Sight stored(byte[] session, Instant deadline) {
        return new Sight(session, null, deadline);
    }

    /** The same, without knowing any more what the file looked like: others may write it now, and at the same tick. */
    Sight unlocked() {
        return status == null ? this : new Sight(session, null, deadline);
    }

    boolean isSession() {
        return session != null;
    }

    /** Whether the session that was seen should still be there. */
    boolean isAlive(Instant now) {
        return session != null && !now.isAfter(deadline);
    }

    /** The session's bytes; not to be modified. */
    byte @Nullable [] session() {
        return session;
    }

    byte[] copy() {
        return session == null ? new byte[0] : session.clone();
    }

    /** Whether a file that was locked ever since has not been written either by those who take no lock. */
    boolean isOf(FileStatus other) {
        return status != null
                && status.size() == other.size()
                && status.modified().equals(other.modified());
    }
}
