package io.savehandler.redis;

import io.lettuce.core.RedisURI;
import io.savehandler.SessionConfigurationException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** PHP's {@code session.save_path} as phpredis reads it: URLs of servers, with commas or white space between them. */
final class RedisSavePath {
    private static final Set<String> TLS = Set.of("tls", "ssl", "tlsv1.2", "tlsv1.3");
    private static final Pattern URL =
            Pattern.compile("(?:([A-Za-z0-9.+-]+)://)?(?:[^@/?]*@)?(\\[[^]]+]|[^:/?\\[]*)(?::([0-9]*))?/?(?:\\?(.*))?");
    private static final Pattern UNIX = Pattern.compile("(?:unix|file):(?://)?(/[^?]*)(?:\\?(.*))?");
    private static final Pattern SENTINELS = Pattern.compile("redis(s?)-sentinel://([^?/]+)/?(?:\\?(.*))?");
    private static final Pattern CLUSTER = Pattern.compile("(?:[^:/?]*&)?seed(?:\\[|%5B).*", Pattern.CASE_INSENSITIVE);
    private static final int USUAL_PORT = 6379;
    private static final int USUAL_SENTINEL_PORT = 26_379;

    private RedisSavePath() {}

    /**
     * Reads a save path.
     *
     * @return at least one server, in the order of the text
     * @throws SessionConfigurationException if it is none; its text is not shown, for it may hold a password
     */
    static List<RedisServerAddress> parse(String savePath) {
        Matcher sentinels = SENTINELS.matcher(savePath.strip());
        if (sentinels.matches()) {
            return List.of(sentinels(sentinels));
        }
        if (CLUSTER.matcher(savePath.strip()).matches()) {
            return List.of(cluster(savePath.strip()));
        }
        List<RedisServerAddress> servers = Stream.of(savePath.split("[,\\s]+"))
                .filter(url -> !url.isEmpty())
                .map(RedisSavePath::server)
                .toList();
        if (servers.isEmpty()) {
            throw refused("is empty; it takes URLs such as tcp://host:6379, unix:///run/redis.sock or"
                    + " redis-sentinel://host:26379");
        }
        return servers;
    }

    private static RedisServerAddress server(String url) {
        Matcher unix = UNIX.matcher(url);
        if (unix.matches()) {
            return checked(new RedisEndpoint.Unix(unix.group(1)), unix.group(2));
        }
        Matcher tcp = URL.matcher(url);
        if (!tcp.matches() || tcp.group(2).isEmpty()) {
            throw refused("holds something that is no server; it takes tcp://host:port, tls://host:port, unix:///path");
        }
        boolean tls = isTls(tcp.group(1) == null ? "tcp" : tcp.group(1).toLowerCase(Locale.ROOT));
        return checked(new RedisEndpoint.Tcp(host(tcp.group(2)), port(tcp.group(3), USUAL_PORT), tls), tcp.group(4));
    }

    /** Sentinels have commas between them, so such a save path is one URL. */
    private static RedisServerAddress sentinels(Matcher url) {
        boolean tls = !url.group(1).isEmpty();
        List<RedisEndpoint.Tcp> sentinels = Stream.of(url.group(2).split(",", -1))
                .map(hostAndPort -> sentinel(hostAndPort, tls))
                .toList();
        return checked(
                new RedisEndpoint.Sentinels(sentinels),
                url.group(3),
                RedisUrlParameters.MASTER,
                RedisUrlParameters.SENTINEL_AUTH);
    }

    /** The syntax of phpredis's {@code rediscluster}: one query string. */
    private static RedisServerAddress cluster(String query) {
        List<RedisEndpoint.Tcp> seeds = new RedisUrlParameters(query, RedisUrlParameters.SEED)
                .seeds().stream().map(RedisSavePath::seed).toList();
        return checked(new RedisEndpoint.Cluster(seeds), query, RedisUrlParameters.SEED);
    }

    private static RedisEndpoint.Tcp seed(String hostAndPort) {
        Matcher seed = URL.matcher(hostAndPort);
        if (!seed.matches() || seed.group(2).isEmpty()) {
            throw refused("holds something that is no node of a cluster; it takes seed[]=host:port&seed[]=host:port");
        }
        boolean tls = isTls(seed.group(1) == null ? "tcp" : seed.group(1).toLowerCase(Locale.ROOT));
        return new RedisEndpoint.Tcp(host(seed.group(2)), port(seed.group(3), USUAL_PORT), tls);
    }

    private static RedisEndpoint.Tcp sentinel(String hostAndPort, boolean tls) {
        Matcher sentinel = URL.matcher(hostAndPort);
        if (!sentinel.matches() || sentinel.group(2).isEmpty()) {
            throw refused("holds something that is no sentinel; it takes redis-sentinel://host:port,host:port");
        }
        return new RedisEndpoint.Tcp(host(sentinel.group(2)), port(sentinel.group(3), USUAL_SENTINEL_PORT), tls);
    }

    /** What is wrong with a parameter is told now, not at the first request. */
    private static RedisServerAddress checked(RedisEndpoint where, @Nullable String query, String... more) {
        RedisServerAddress server =
                new RedisServerAddress(where, new RedisUrlParameters(query == null ? "" : query, more));
        server.weight();
        server.connectTimeout(RedisSettings.defaults());
        server.commandTimeout(RedisSettings.defaults());
        server.retryInterval();
        server.tls();
        server.keys();
        List<RedisURI> unused = server.uris(RedisSettings.defaults());
        return server;
    }

    private static boolean isTls(String scheme) {
        if (TLS.contains(scheme)) {
            return true;
        }
        if (scheme.equals("tcp")) {
            return false;
        }
        throw refused(
                "the scheme " + scheme + ":// is not among tcp, tls, ssl, unix, redis-sentinel and rediss-sentinel");
    }

    private static String host(String text) {
        return text.replaceAll("[\\[\\]]", "");
    }

    private static int port(@Nullable String digits, int usual) {
        if (digits == null || digits.isEmpty()) {
            return usual;
        }
        int port = digits.length() > 5 ? 0 : Integer.parseInt(digits);
        if (port < 1 || port > 65_535) {
            throw refused("a port is a number from 1 to 65535");
        }
        return port;
    }

    private static SessionConfigurationException refused(String problem) {
        return new SessionConfigurationException("session.save_path", problem);
    }
}
