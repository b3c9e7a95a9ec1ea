package io.savehandler.redis;

import io.savehandler.SessionConfigurationException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Where a session and its lock are, as phpredis has it. Immutable. */
final class RedisKeys {
    static final String PHP_PREFIX = "PHPREDIS_SESSION:";
    static final String PHP_CLUSTER_PREFIX = "PHPREDIS_CLUSTER_SESSION:";

    private static final Pattern TAG = Pattern.compile("[^{}]*\\{[^{}]+}[^{}]*");

    private final String prefix;
    private final String beforeLock;
    private final String afterLock;

    private RedisKeys(String prefix, String beforeLock, String afterLock) {
        this.prefix = prefix;
        this.beforeLock = beforeLock;
        this.afterLock = afterLock;
    }

    /** Prefix and id, and the same with {@code _LOCK}. */
    static RedisKeys of(String prefix) {
        return new RedisKeys(prefix, "", "_LOCK");
    }

    /**
     * Prefix and id, and the same in braces with {@code _LOCK}, which puts the lock into the slot of the data. A prefix with
     * braces of its own decides about the slot itself.
     *
     * @throws SessionConfigurationException if the prefix has braces that name no slot
     */
    static RedisKeys ofCluster(String prefix) {
        if (TAG.matcher(prefix).matches()) {
            return of(prefix);
        }
        if (prefix.contains("{") || prefix.contains("}")) {
            throw new SessionConfigurationException(
                    "session.save_path", "a prefix with braces must have one pair, and something in it");
        }
        return new RedisKeys(prefix, "{", "}_LOCK");
    }

    byte[] data(String id) {
        return (prefix + id).getBytes(StandardCharsets.UTF_8);
    }

    byte[] lock(String id) {
        return (beforeLock + prefix + id + afterLock).getBytes(StandardCharsets.UTF_8);
    }
}
