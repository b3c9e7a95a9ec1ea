package io.savehandler.benchmarks.handlers;

import io.savehandler.redis.RedisSessionHandlerFactory;
import io.savehandler.servers.RealRedis;
import io.savehandler.servers.RealServer;
import io.savehandler.servers.RedisDoor;

/** Redis, beside Lettuce. */
final class RedisContest implements Contest {
    @Override
    public String name() {
        return "redis";
    }

    @Override
    public Class<? extends StoreJmh> jmh() {
        return RedisJmh.class;
    }

    @Override
    public RealServer start() {
        RealRedis server = RealRedis.start();
        try (RedisDoor door = server.door()) {
            for (int i = 0; i < StoreJmh.SESSIONS; i++) {
                door.set("PHPREDIS_SESSION:" + StoreJmh.id(i), StoreJmh.data('a'), "EX", "1440");
            }
        }
        return server;
    }

    @Override
    public StoreRequests connect(Contestant who, int port, RequestKind kind) {
        return who == Contestant.DRIVER
                ? new LettuceRequests(port, kind)
                : new HandlerRequests(RedisSessionHandlerFactory.connect("tcp://127.0.0.1:" + port), kind);
    }
}
