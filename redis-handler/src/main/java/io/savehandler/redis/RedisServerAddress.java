package io.savehandler.redis;

import io.lettuce.core.RedisURI;
import io.lettuce.core.SslVerifyMode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One server of a save path, with what phpredis lets one say about it. Immutable; its text shows no credential. */
final class RedisServerAddress {
    static final Duration USUAL_PAUSE = Duration.ofMillis(10);

    private final Endpoint endpoint;
    private final RedisUrlParameters parameters;

    RedisServerAddress(Endpoint endpoint, RedisUrlParameters parameters) {
        this.endpoint = endpoint;
        this.parameters = parameters;
    }

    /** Where a server listens: a host and a port, or the path of a Unix socket. */
    record Endpoint(String host, int port, @Nullable String socket, boolean tls) {
        static Endpoint unix(String path) {
            return new Endpoint("", 0, path, false);
        }

        @Override
        public String toString() {
            String address = (tls ? "tls://" : "tcp://") + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
            return socket == null ? address : "unix://" + socket;
        }
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
        return endpoint.tls();
    }

    boolean isUnixSocket() {
        return endpoint.socket() != null;
    }

    RedisTls tls() {
        return parameters.tls();
    }

    /** For the driver; holds the credentials. */
    RedisURI uri(RedisSettings settings) {
        RedisURI.Builder uri = endpoint.socket() == null
                ? RedisURI.Builder.redis(endpoint.host(), endpoint.port())
                : RedisURI.Builder.socket(endpoint.socket());
        uri.withDatabase(parameters.database()).withTimeout(connectTimeout(settings));
        if (endpoint.tls()) {
            uri.withSsl(true).withVerifyPeer(verifyMode());
        }
        parameters.login().ifPresent(login -> logIn(uri, login));
        return uri.build();
    }

    private SslVerifyMode verifyMode() {
        if (!tls().verifyPeer()) {
            return SslVerifyMode.NONE;
        }
        return tls().verifyPeerName() ? SslVerifyMode.FULL : SslVerifyMode.CA;
    }

    private static void logIn(RedisURI.Builder uri, RedisLogin login) {
        if (login.user().isEmpty()) {
            uri.withPassword(login.password());
        } else {
            uri.withAuthentication(login.user(), login.password());
        }
    }

    /** Scheme, host and port, or the socket's path. */
    @Override
    public String toString() {
        return endpoint.toString();
    }
}
