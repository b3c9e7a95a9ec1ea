package io.savehandler.redis;

/** Which server holds which session. Thread-safe. */
sealed interface RedisTopology extends AutoCloseable permits RedisSingle, RedisPool, RedisCluster {

    /** The server that holds an id's session and lock. */
    RedisServer serverOf(String id);

    /** Whether one script can change both sessions. */
    @SuppressWarnings("ReferenceEquality") // one object for each server
    default boolean areTogether(String id, String otherId) {
        return serverOf(id) == serverOf(otherId);
    }

    /** Whether a server may lose sessions: when its memory is full, in a failover, or as long as it has not said. */
    boolean mayLose();

    /** How many random ids may be made to find one that is together with another. */
    default int idsWorthTrying() {
        return 1000;
    }

    @Override
    void close();
}
