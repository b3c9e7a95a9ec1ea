package io.savehandler.redis;

import io.lettuce.core.RedisURI;
import java.time.Duration;

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
        return new RedisKeys(parameters.prefix());
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

    /** For the driver; holds the credentials. */
    RedisURI uri(RedisSettings settings) {
        RedisURI uri = endpoint.uri(parameters, connectTimeout(settings));
        uri.setDatabase(parameters.database());
        uri.setTimeout(connectTimeout(settings));
        parameters.login().ifPresent(login -> login.into(uri));
        return uri;
    }

    /** Scheme, host and port, or the socket's path. */
    @Override
    public String toString() {
        return endpoint.toString();
    }
}
