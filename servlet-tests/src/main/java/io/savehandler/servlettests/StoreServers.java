package io.savehandler.servlettests;

import io.savehandler.servers.RealMemcached;
import io.savehandler.servers.RealPostgres;
import io.savehandler.servers.RealRedis;

/** Servers of this JVM; each is started when it is first needed and ends with the JVM. Thread-safe. */
final class StoreServers {
    private StoreServers() {}

    static RealRedis redis() {
        return Redis.SERVER;
    }

    static RealMemcached memcached() {
        return Memcached.SERVER;
    }

    static RealPostgres postgres() {
        return Postgres.SERVER;
    }

    private static final class Redis {
        static final RealRedis SERVER = RealRedis.start();
    }

    private static final class Memcached {
        static final RealMemcached SERVER = RealMemcached.start();
    }

    private static final class Postgres {
        static final RealPostgres SERVER = RealPostgres.start();
    }
}
