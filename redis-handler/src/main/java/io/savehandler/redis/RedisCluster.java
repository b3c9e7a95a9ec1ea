package io.savehandler.redis;

import io.lettuce.core.cluster.SlotHash;

/** A Redis Cluster: one way in for all sessions, but only those of one slot can be changed by one script. */
record RedisCluster(RedisServer server) implements RedisTopology {
    @Override
    public RedisServer serverOf(String id) {
        return server;
    }

    @Override
    public boolean areTogether(String id, String otherId) {
        return SlotHash.getSlot(server.keys().data(id))
                == SlotHash.getSlot(server.keys().data(otherId));
    }

    /** One in 16,384 ids would do. */
    @Override
    public int idsWorthTrying() {
        return 0;
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
