package io.savehandler.redis;

import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.List;

/** One server of a save path, with what phpredis lets one say about it. Immutable; its text shows no credential. */
final class RedisServerAddress {
    static final Duration USUAL_PAUSE = Duration.ofMillis(10);

    private final RedisEndpoint endpoint;
    private final RedisUrlParameters parameters;

    RedisServerAddress(RedisEndpoint endpoint, RedisUrlParameters parameters) {
        this.endpoint = endpoint;
        this.parameters = parameters;
    }

    int weight() {
        return parameters.weight();
    }

    RedisKeys keys() {
        return isCluster()
                ? RedisKeys.ofCluster(parameters.prefix(RedisKeys.PHP_CLUSTER_PREFIX))
                : RedisKeys.of(parameters.prefix(RedisKeys.PHP_PREFIX));
    }

    Duration connectTimeout(RedisSettings settings) {
        return parameters.timeout().orElse(settings.connectTimeout());
    }

    Duration commandTimeout(RedisSettings settings) {
        return parameters.readTimeout().orElse(settings.commandTimeout());
    }

    /** The pause after a failed attempt to connect. */
    Duration retryInterval() {
        return parameters.retryInterval().orElse(USUAL_PAUSE);
    }

    boolean isTls() {
        return endpoint.isTls();
    }

    RedisTls tls() {
        return parameters.tls();
    }

    boolean isCluster() {
        return endpoint instanceof RedisEndpoint.Cluster;
    }

    /** For the driver: one, or the seeds of a cluster. They hold the credentials. */
    List<RedisURI> uris(RedisSettings settings) {
        List<RedisURI> uris = endpoint.uris(parameters, connectTimeout(settings));
        for (RedisURI uri : uris) {
            uri.setDatabase(parameters.database());
            uri.setTimeout(connectTimeout(settings));
            parameters.login().ifPresent(login -> login.into(uri));
        }
        return uris;
    }

    /** Scheme, host and port, or the socket's path. */
    @Override
    public String toString() {
        return endpoint.toString();
    }
}
