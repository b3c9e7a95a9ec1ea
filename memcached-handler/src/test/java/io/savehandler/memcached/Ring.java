package io.savehandler.memcached;

import io.savehandler.SessionHandlerFactory;
import io.savehandler.servers.MemcachedDoor;
import java.util.List;

/** How the servers of a test are used. */
enum Ring {
    /** As php-memcached, each session on one server. */
    MEMCACHED {
        @Override
        String scheme() {
            return "";
        }

        @Override
        MemcachedLayout layout(String savePath) {
            return layoutOfMemcached(savePath, 0);
        }

        @Override
        SessionHandlerFactory connect(String savePath) {
            return MemcachedSessionHandlerFactory.connect(savePath);
        }

        @Override
        boolean isHeldLock(String key, MemcachedDoor door) {
            return key.startsWith("memc.sess.key.lock.");
        }
    },

    /** As php-memcached with one replica. */
    REPLICATED {
        @Override
        String scheme() {
            return "";
        }

        @Override
        MemcachedLayout layout(String savePath) {
            return layoutOfMemcached(savePath, 1);
        }

        @Override
        SessionHandlerFactory connect(String savePath) {
            return MemcachedSessionHandlerFactory.builder()
                    .savePath(savePath)
                    .replicas(1)
                    .build();
        }

        @Override
        boolean isHeldLock(String key, MemcachedDoor door) {
            return MEMCACHED.isHeldLock(key, door);
        }
    },

    /** As pecl-memcache, each session on two servers where there are so many. */
    MEMCACHE {
        @Override
        String scheme() {
            return "tcp://";
        }

        @Override
        MemcachedLayout layout(String savePath) {
            List<MemcachedServer> servers = MemcacheSavePath.parse(savePath).stream()
                    .map(MemcacheSavePath.Entry::server)
                    .toList();
            return MemcachedLayout.ofMemcache(
                    MemcachedKeys.ofMemcache("prefix", ""),
                    Copies.byAttempts(HashStrategy.CONSISTENT.over(servers, HashFunction.CRC32), 2, servers.size()),
                    MemcachedValues.BARE);
        }

        @Override
        SessionHandlerFactory connect(String savePath) {
            return MemcachedSessionHandlerFactory.memcache()
                    .savePath(savePath)
                    .compressThreshold(0)
                    .build();
        }

        @Override
        boolean isHeldLock(String key, MemcachedDoor door) {
            return key.endsWith(".lock")
                    && door.get(key)
                            .filter(value -> value.length != 1 || value[0] != '0')
                            .isPresent();
        }

        @Override
        boolean endsAreTimes() {
            return true;
        }
    };

    abstract String scheme();

    abstract MemcachedLayout layout(String savePath);

    abstract SessionHandlerFactory connect(String savePath);

    abstract boolean isHeldLock(String key, MemcachedDoor door);

    /** Whether items are stored with the time of their end. */
    boolean endsAreTimes() {
        return false;
    }

    private static MemcachedLayout layoutOfMemcached(String savePath, int replicas) {
        List<MemcachedServer> servers = MemcachedSavePath.parse(savePath);
        return MemcachedLayout.ofMemcached(
                MemcachedKeys.ofMemcached("prefix", MemcachedKeys.PHP_PREFIX),
                Distribution.KETAMA.over(servers),
                replicas,
                servers.size());
    }
}
