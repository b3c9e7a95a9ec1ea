package io.savehandler.interop.redis;

import io.savehandler.interop.sharing.PhpRequest;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** PHP with phpredis. */
final class PhpRedis {
    /** So that 5.3.7, too, waits for a lock and takes it with an expiry. */
    static final Map<String, String> LOCKING = Map.of(
            "redis.session.locking_enabled", "1",
            "redis.session.lock_expire", "30",
            "redis.session.lock_retries", "-1");

    private PhpRedis() {}

    /** Settings for a store, and others. */
    static Map<String, String> settings(String savePath, Map<String, String> others) {
        Map<String, String> settings = new HashMap<>(others);
        settings.put("session.save_handler", "redis");
        settings.put("session.save_path", savePath);
        return settings;
    }

    /** A PHP process that does one step of a request at a time. */
    static PhpRequest request(Path scripts, String savePath, String id, Map<String, String> settings) {
        return new PhpRequest(scripts, settings(savePath, settings), id);
    }
}
