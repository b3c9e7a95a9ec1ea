package io.savehandler.redis;

import io.lettuce.core.RedisURI;
import io.lettuce.core.SslVerifyMode;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Where a server is found. Immutable; its text is an address without credentials. */
sealed interface RedisEndpoint {
    /** For the driver, which is to try all of them; they log in nowhere yet. */
    List<RedisURI> uris(RedisUrlParameters parameters, Duration connectTimeout);

    /** Whether the server is spoken to through TLS. */
    default boolean isTls() {
        return false;
    }

    /** A host and a port. */
    record Tcp(String host, int port, boolean tls) implements RedisEndpoint {
        @Override
        public List<RedisURI> uris(RedisUrlParameters parameters, Duration connectTimeout) {
            RedisURI uri = RedisURI.create(host, port);
            if (tls) {
                uri.setSsl(true);
                uri.setVerifyPeer(verifyMode(parameters.tls()));
            }
            return List.of(uri);
        }

        @Override
        public boolean isTls() {
            return tls;
        }

        static SslVerifyMode verifyMode(RedisTls wanted) {
            if (!wanted.verifyPeer()) {
                return SslVerifyMode.NONE;
            }
            return wanted.verifyPeerName() ? SslVerifyMode.FULL : SslVerifyMode.CA;
        }

        @Override
        public String toString() {
            return (tls ? "tls://" : "tcp://") + hostAndPort();
        }

        String hostAndPort() {
            return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        }
    }

    /** A Unix socket. */
    record Unix(String path) implements RedisEndpoint {
        @Override
        public List<RedisURI> uris(RedisUrlParameters parameters, Duration connectTimeout) {
            return List.of(RedisURI.Builder.socket(path).build());
        }

        @Override
        public String toString() {
            return "unix://" + path;
        }
    }

    /** Whoever the sentinels call the master, asked anew for each connection; with TLS to them, with TLS to it as well. */
    record Sentinels(List<Tcp> sentinels) implements RedisEndpoint {
        @Override
        public List<RedisURI> uris(RedisUrlParameters parameters, Duration connectTimeout) {
            RedisURI uri = new RedisURI();
            uri.setSentinelMasterId(parameters.master());
            if (isTls()) {
                uri.setSsl(true);
                uri.setVerifyPeer(Tcp.verifyMode(parameters.tls()));
            }
            for (Tcp each : sentinels) {
                RedisURI sentinel = each.uris(parameters, connectTimeout).get(0);
                sentinel.setTimeout(connectTimeout);
                parameters.sentinelPassword().ifPresent(sentinel::setAuthentication);
                uri.getSentinels().add(sentinel);
            }
            return List.of(uri);
        }

        @Override
        public boolean isTls() {
            return sentinels.get(0).tls();
        }

        @Override
        public String toString() {
            return (isTls() ? "rediss-sentinel://" : "redis-sentinel://")
                    + sentinels.stream().map(Tcp::hostAndPort).collect(Collectors.joining(","));
        }
    }

    /** The nodes of a cluster that are asked for the others. */
    record Cluster(List<Tcp> seeds) implements RedisEndpoint {
        @Override
        public List<RedisURI> uris(RedisUrlParameters parameters, Duration connectTimeout) {
            return seeds.stream()
                    .flatMap(seed -> seed.uris(parameters, connectTimeout).stream())
                    .toList();
        }

        @Override
        public boolean isTls() {
            return seeds.get(0).isTls();
        }

        @Override
        public String toString() {
            return "cluster " + seeds.stream().map(Tcp::hostAndPort).collect(Collectors.joining(","));
        }
    }
}
