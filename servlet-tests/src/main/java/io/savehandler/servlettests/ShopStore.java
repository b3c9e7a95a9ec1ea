package io.savehandler.servlettests;

import io.savehandler.servers.RealPostgres;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The stores that the shop's nodes share. The servers among them are started once for all tests of a JVM. */
public enum ShopStore {
    /** In this JVM; the nodes have to be given their {@code Sessions} ready made. */
    MEMORY {
        @Override
        Map<String, String> place(Path directory) {
            return Map.of("session.save_handler", "memory");
        }
    },

    /** A directory under PHP's own locks. */
    FILES {
        @Override
        Map<String, String> place(Path directory) {
            return Map.of("session.save_handler", "files", "session.save_path", directory.toString());
        }
    },

    /** A Redis. */
    REDIS {
        @Override
        Map<String, String> place(Path directory) {
            int port = StoreServers.redis().port();
            return Map.of("session.save_handler", "redis", "session.save_path", "tcp://127.0.0.1:" + port);
        }
    },

    /** A Memcached. */
    MEMCACHED {
        @Override
        Map<String, String> place(Path directory) {
            int port = StoreServers.memcached().port();
            return Map.of("session.save_handler", "memcached", "session.save_path", "127.0.0.1:" + port);
        }
    },

    /** A database in a file. */
    H2 {
        @Override
        Map<String, String> place(Path directory) {
            return table("jdbc:h2:file:" + directory.resolve("shop"));
        }
    },

    /** A PostgreSQL. */
    POSTGRESQL {
        @Override
        Map<String, String> place(Path directory) {
            RealPostgres postgres = StoreServers.postgres();
            Map<String, String> settings = new HashMap<>(table(postgres.jdbcUrl()));
            settings.put("savehandler.jdbc.user", postgres.user());
            settings.put("savehandler.jdbc.password", postgres.password());
            return settings;
        }
    };

    /** Where sessions are, as settings. */
    abstract Map<String, String> place(Path directory);

    private static Map<String, String> table(String url) {
        return Map.of("session.save_handler", "jdbc", "session.save_path", url, "savehandler.jdbc.create_table", "On");
    }
}
