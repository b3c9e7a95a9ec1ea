package io.savehandler.memcached;

import java.time.Instant;
import java.util.Optional;

/**
 * What one request last saw or put under an id, on which server, and until when that may have been kept. Immutable.
 *
 * @param link the server that the session was seen on, or that said that there is none
 * @param data the session's bytes, as the application knows them; nothing where there is no session
 * @param stored the same as the server has it
 * @param deadline when the session expires; where the server does not tell, when it certainly has, if it is as short-lived as
 *     this request's
 * @param endIsKnown whether the server has told
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record MemcachedSighting(
        String id,
        MemcachedLink link,
        byte[] data,
        Optional<MemcachedItem> stored,
        Instant deadline,
        boolean endIsKnown) {

    boolean isOf(String otherId) {
        return id.equals(otherId);
    }

    /** Whether there was a session. */
    boolean exists() {
        return stored.isPresent();
    }

    /** Whether the session that was seen should still be there. */
    boolean isLive(Instant now) {
        return exists() && now.isBefore(deadline);
    }

    /** Whether the session is known to end so late that a touch would not be worth it, or would end it earlier. */
    boolean endsAfter(Instant time) {
        return exists() && endIsKnown && deadline.isAfter(time);
    }

    byte[] copyOfData() {
        return data.clone();
    }

    @Override
    public String toString() {
        return "MemcachedSighting[" + data.length + " bytes]";
    }
}
