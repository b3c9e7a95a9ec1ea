package io.savehandler.redis;

/** Which server holds which session. Thread-safe. */
sealed interface RedisTopology extends AutoCloseable permits RedisSingle, RedisPool {

    /** The server that holds an id's session and lock. */
    RedisServer serverOf(String id);

    @Override
    void close();
}
