package io.savehandler.redis;

import io.savehandler.SessionConfigurationException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/** Where a session and its lock are, as phpredis has it. Immutable. */
final class RedisKeys {
    static final String PHP_PREFIX = "PHPREDIS_SESSION:";
    static final String PHP_CLUSTER_PREFIX = "PHPREDIS_CLUSTER_SESSION:";

    private static final byte[] NOTHING = new byte[0];
    private static final Pattern TAG = Pattern.compile("[^{}]*\\{[^{}]+}[^{}]*");

    private final byte[] prefix;
    private final byte[] beforeLock;
    private final byte[] afterLock;

    private RedisKeys(String prefix, String beforeLock, String afterLock) {
        this.prefix = prefix.getBytes(StandardCharsets.UTF_8);
        this.beforeLock = (beforeLock + prefix).getBytes(StandardCharsets.UTF_8);
        this.afterLock = afterLock.getBytes(StandardCharsets.UTF_8);
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
        return joined(prefix, id, NOTHING);
    }

    byte[] lock(String id) {
        return joined(beforeLock, id, afterLock);
    }

    private static byte[] joined(byte[] before, String id, byte[] after) {
        byte[] middle = id.getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(before, before.length + middle.length + after.length);
        System.arraycopy(middle, 0, all, before.length, middle.length);
        System.arraycopy(after, 0, all, before.length + middle.length, after.length);
        return all;
    }
}
