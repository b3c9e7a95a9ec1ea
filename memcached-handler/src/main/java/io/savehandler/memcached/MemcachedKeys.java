package io.savehandler.memcached;

import io.savehandler.InvalidSessionIdException;
import io.savehandler.SessionConfigurationException;
import java.nio.charset.StandardCharsets;

/** Where a session and its lock are, and by what their servers are chosen. Immutable. */
final class MemcachedKeys {
    /** What php-memcached uses unless told otherwise. */
    static final String PHP_PREFIX = "memc.sess.key.";

    private static final int LONGEST_KEY = 250;
    private static final int LONGEST_PREFIX = 127;

    private final String prefix;
    private final String beforeLock;
    private final String afterLock;
    private final boolean hashesPrefix;

    private MemcachedKeys(String prefix, String beforeLock, String afterLock, boolean hashesPrefix) {
        this.prefix = prefix;
        this.beforeLock = beforeLock;
        this.afterLock = afterLock;
        this.hashesPrefix = hashesPrefix;
    }

    /**
     * As php-memcached: the lock is called {@code lock.} and the id; the prefix does not count for the server.
     *
     * @throws SessionConfigurationException if libmemcached would not take the prefix
     */
    static MemcachedKeys ofMemcached(String setting, String prefix) {
        if (prefix.getBytes(StandardCharsets.UTF_8).length > LONGEST_PREFIX) {
            throw new SessionConfigurationException(
                    setting,
                    "has more than " + LONGEST_PREFIX
                            + " bytes; PHP takes that without a word and then uses no prefix at all");
        }
        requireGraphic(setting, prefix);
        return new MemcachedKeys(prefix, "lock.", "", false);
    }

    /** As a handler written in PHP, whose extension takes the whole key for the server's place. */
    static MemcachedKeys ofPlain(String setting, String prefix) {
        requireGraphic(setting, prefix);
        return new MemcachedKeys(prefix, "lock.", "", true);
    }

    /** As pecl-memcache: the lock has {@code .lock} behind the id. */
    static MemcachedKeys ofMemcache(String setting, String prefix) {
        requireGraphic(setting, prefix);
        return new MemcachedKeys(prefix, "", ".lock", true);
    }

    private static void requireGraphic(String setting, String prefix) {
        if (!isGraphic(prefix)) {
            throw new SessionConfigurationException(setting, "must have no blanks and only visible ASCII characters");
        }
    }

    String data(String id) {
        return prefix + id;
    }

    /**
     * The longer one of the two keys.
     *
     * @throws InvalidSessionIdException if Memcached would not take it, or take it for something else
     */
    String lock(String id) {
        String key = prefix + beforeLock + id + afterLock;
        if (!isGraphic(key) || key.length() > LONGEST_KEY) {
            throw new InvalidSessionIdException("with its prefix and what a lock adds, Memcached takes " + LONGEST_KEY
                    + " visible ASCII characters and no blanks");
        }
        return key;
    }

    /** What is hashed to find the session's server. */
    String placeOfData(String id) {
        return hashesPrefix ? data(id) : id;
    }

    /** What is hashed to find the lock's server, where the lock has one of its own. */
    String placeOfLock(String id) {
        return hashesPrefix ? lock(id) : beforeLock + id + afterLock;
    }

    private static boolean isGraphic(String text) {
        return text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }
}
