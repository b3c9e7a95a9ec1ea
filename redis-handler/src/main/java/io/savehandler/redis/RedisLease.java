package io.savehandler.redis;

import io.savehandler.spi.LocalLockQueue;

/**
 * A session's lock as one request wants or holds it: the place in this JVM's line, and the token that is in Redis.
 *
 * @param token tells this request's lock from everybody else's; PHP compares its own only
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record RedisLease(
        RedisServer server,
        String id,
        byte[] token,
        LocalLockQueue.Place place,
        byte[] dataKey,
        byte[] lockKey,
        RedisLeaseTerm term) {

    static RedisLease on(RedisServer server, String id, LocalLockQueue.Place place) {
        return of(server, id, server.tokens().make(), place);
    }

    /** The same token on another session's lock. */
    RedisLease movedTo(String newId, LocalLockQueue.Place newPlace) {
        return of(server, newId, token, newPlace);
    }

    private static RedisLease of(RedisServer server, String id, byte[] token, LocalLockQueue.Place place) {
        RedisKeys keys = server.keys();
        return new RedisLease(server, id, token, place, keys.data(id), keys.lock(id), new RedisLeaseTerm());
    }

    /** Lets the next of this JVM's requests have the lock. */
    void leave() {
        server.leave(id, place);
    }

    @Override
    public String toString() {
        return "RedisLease";
    }
}
