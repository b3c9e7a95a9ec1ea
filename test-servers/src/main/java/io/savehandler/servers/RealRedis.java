package io.savehandler.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** A running Redis. Thread-safe. */
public final class RealRedis extends RealServer {
    private final RedisRecipe recipe;

    RealRedis(ServerProcess process, RedisRecipe recipe) {
        super(process);
        this.recipe = recipe;
    }

    /** Starts a Redis without a password. */
    public static RealRedis start() {
        return launch().start();
    }

    /** A Redis to be put together. */
    public static RedisLaunch launch() {
        return new RedisLaunch();
    }

    /** Its Unix socket, for programs of the same user. */
    public Path unixSocket() {
        return RedisLaunch.socketIn(directory());
    }

    /** A way into it beside the client under test, logged in; to be closed. */
    public RedisDoor door() {
        try {
            return new RedisDoor(connect());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A connection that has logged in. */
    RespSocket connect() throws IOException {
        return recipe.connect(port());
    }

    /** Whether it answers and takes itself for a master. */
    boolean isMaster() {
        try (RespSocket redis = connect()) {
            return redis.call("ROLE").startsWith("master");
        } catch (IOException e) {
            return false;
        }
    }
}
