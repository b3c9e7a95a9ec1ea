package io.savehandler.redis;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * The ways to where a session is; each call makes one of its own.
 *
 * @param master to where sessions are changed
 * @param replica to a copy that may be a little behind, where reading there is wanted
 * @param failsOver whether such a copy may take the master's place
 */
record RedisRoutes(Supplier<RedisLink> master, Optional<Supplier<RedisLink>> replica, boolean failsOver) {

    static RedisRoutes to(Supplier<RedisLink> master) {
        return new RedisRoutes(master, Optional.empty(), false);
    }
}
