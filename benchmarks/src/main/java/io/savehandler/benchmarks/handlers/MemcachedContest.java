package io.savehandler.benchmarks.handlers;

import io.savehandler.memcached.MemcachedSessionHandlerFactory;
import io.savehandler.servers.MemcachedDoor;
import io.savehandler.servers.RealMemcached;
import io.savehandler.servers.RealServer;

/** Memcached, beside spymemcached. */
final class MemcachedContest implements Contest {
    @Override
    public String name() {
        return "memcached";
    }

    @Override
    public Class<? extends StoreJmh> jmh() {
        return MemcachedJmh.class;
    }

    @Override
    public RealServer start() {
        RealMemcached server = RealMemcached.start();
        try (MemcachedDoor door = server.door()) {
            for (int i = 0; i < StoreJmh.SESSIONS; i++) {
                door.set(SpymemcachedRequests.PREFIX + StoreJmh.id(i), 0, 1440, StoreJmh.data('a'));
            }
        }
        return server;
    }

    @Override
    public StoreRequests connect(Contestant who, int port, RequestKind kind) {
        return who == Contestant.DRIVER
                ? new SpymemcachedRequests(port, kind)
                : new HandlerRequests(MemcachedSessionHandlerFactory.connect("127.0.0.1:" + port), kind);
    }
}
