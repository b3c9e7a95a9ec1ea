package io.savehandler.redis;

import java.nio.charset.StandardCharsets;

/** Where a session and its lock are, as phpredis has it: prefix and id, and the same with {@code _LOCK}. Immutable. */
final class RedisKeys {
    static final String PHP_PREFIX = "PHPREDIS_SESSION:";

    private final String prefix;

    RedisKeys(String prefix) {
        this.prefix = prefix;
    }

    byte[] data(String id) {
        return (prefix + id).getBytes(StandardCharsets.UTF_8);
    }

    byte[] lock(String id) {
        return (prefix + id + "_LOCK").getBytes(StandardCharsets.UTF_8);
    }
}
