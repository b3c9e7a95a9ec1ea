package io.savehandler.redis;

import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.protocol.CommandType;
import java.util.concurrent.CompletionStage;

/**
 * How commands are sent over one connection.
 *
 * @param driver sends them
 * @param asking whether each is announced as one that the key's old node has sent on, while a cluster moves its slot. The
 *     server applies that to the next command, whoever sends it: then nobody else may use the connection
 * @param inFull whether scripts are sent as text, rather than by a hash that the server may not know
 */
record RedisSender(RedisClusterAsyncCommands<byte[], byte[]> driver, boolean asking, boolean inFull) {

    static RedisSender of(RedisClusterAsyncCommands<byte[], byte[]> driver) {
        return new RedisSender(driver, false, false);
    }

    RedisSender withScriptsInFull() {
        return new RedisSender(driver, asking, true);
    }

    RedisSender withAsking() {
        return new RedisSender(driver, true, inFull);
    }

    /** For one command. */
    RedisClusterAsyncCommands<byte[], byte[]> next() {
        if (asking) {
            CompletionStage<String> unused = driver.asking();
        }
        return driver;
    }

    <T> CompletionStage<T> run(RedisScript script, byte[][] keys, byte[]... arguments) {
        byte[] named = inFull ? script.inFull(keys.length) : script.byHash(keys.length);
        CommandType command = inFull ? CommandType.EVAL : CommandType.EVALSHA;
        return next().dispatch(command, script.newOutput(), new RedisArguments(named, keys, arguments));
    }
}
