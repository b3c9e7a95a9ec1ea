package io.savehandler.redis;

import io.savehandler.spi.LocalLockQueue;
import java.util.UUID;

/**
 * A session's lock as one request wants or holds it: the place in this JVM's line, and the token that is in Redis.
 *
 * @param token tells this request's lock from everybody else's; PHP compares its own only
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record RedisLease(RedisServer server, String id, byte[] token, LocalLockQueue.Place place) {

    static RedisLease on(RedisServer server, String id, LocalLockQueue.Place place) {
        return new RedisLease(server, id, RedisScript.ascii(UUID.randomUUID().toString()), place);
    }

    /** The same token on another session's lock. */
    RedisLease movedTo(String newId, LocalLockQueue.Place newPlace) {
        return new RedisLease(server, newId, token, newPlace);
    }

    /** Lets the next of this JVM's requests have the lock. */
    void leave() {
        server.leave(id, place);
    }

    byte[] dataKey() {
        return server.keys().data(id);
    }

    byte[] lockKey() {
        return server.keys().lock(id);
    }

    @Override
    public String toString() {
        return "RedisLease";
    }
}
