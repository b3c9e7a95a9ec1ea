package io.savehandler.redis;

/** One server for all sessions. */
record RedisSingle(RedisServer server) implements RedisTopology {
    @Override
    public RedisServer serverOf(String id) {
        return server;
    }

    @Override
    public boolean mayLose() {
        return server.mayLose();
    }

    @Override
    public void close() {
        server.close();
    }
}
