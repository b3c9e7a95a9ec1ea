package io.savehandler.redis;

import io.savehandler.SessionConfigurationException;
import io.savehandler.redis.RedisServerAddress.Endpoint;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** PHP's {@code session.save_path} as phpredis reads it: URLs of servers, with commas or white space between them. */
final class RedisSavePath {
    private static final Set<String> TLS = Set.of("tls", "ssl", "tlsv1.2", "tlsv1.3");
    private static final Pattern URL =
            Pattern.compile("(?:([A-Za-z0-9.+-]+)://)?(?:[^@/?]*@)?(\\[[^]]+]|[^:/?\\[]*)(?::([0-9]*))?/?(?:\\?(.*))?");
    private static final Pattern UNIX = Pattern.compile("(?:unix|file):(?://)?(/[^?]*)(?:\\?(.*))?");
    private static final int USUAL_PORT = 6379;

    private RedisSavePath() {}

    /**
     * Reads a save path.
     *
     * @return at least one server, in the order of the text
     * @throws SessionConfigurationException if it is none; its text is not shown, for it may hold a password
     */
    static List<RedisServerAddress> parse(String savePath) {
        List<RedisServerAddress> servers = Stream.of(savePath.split("[,\\s]+"))
                .filter(url -> !url.isEmpty())
                .map(RedisSavePath::server)
                .toList();
        if (servers.isEmpty()) {
            throw refused("is empty; it takes URLs such as tcp://127.0.0.1:6379 or unix:///run/redis.sock");
        }
        return servers;
    }

    private static RedisServerAddress server(String url) {
        Matcher unix = UNIX.matcher(url);
        if (unix.matches()) {
            return checked(new RedisServerAddress(Endpoint.unix(unix.group(1)), parameters(unix.group(2))));
        }
        Matcher tcp = URL.matcher(url);
        if (!tcp.matches() || tcp.group(2).isEmpty()) {
            throw refused("holds something that is no server; it takes tcp://host:port, tls://host:port, unix:///path");
        }
        boolean tls = isTls(tcp.group(1) == null ? "tcp" : tcp.group(1).toLowerCase(Locale.ROOT));
        String host = tcp.group(2).replaceAll("[\\[\\]]", "");
        return checked(
                new RedisServerAddress(new Endpoint(host, port(tcp.group(3)), null, tls), parameters(tcp.group(4))));
    }

    /** What is wrong with a parameter is told now, not at the first request. */
    private static RedisServerAddress checked(RedisServerAddress server) {
        server.weight();
        server.connectTimeout(RedisSettings.defaults());
        server.commandTimeout(RedisSettings.defaults());
        server.retryInterval();
        server.tls();
        server.uri(RedisSettings.defaults());
        return server;
    }

    private static boolean isTls(String scheme) {
        if (TLS.contains(scheme)) {
            return true;
        }
        if (scheme.equals("tcp")) {
            return false;
        }
        throw refused("the scheme " + scheme + ":// is not among tcp, tls, ssl and unix");
    }

    private static int port(@org.jspecify.annotations.Nullable String digits) {
        if (digits == null || digits.isEmpty()) {
            return USUAL_PORT;
        }
        int port = digits.length() > 5 ? 0 : Integer.parseInt(digits);
        if (port < 1 || port > 65_535) {
            throw refused("a port is a number from 1 to 65535");
        }
        return port;
    }

    private static RedisUrlParameters parameters(@org.jspecify.annotations.Nullable String query) {
        return new RedisUrlParameters(query == null ? "" : query);
    }

    private static SessionConfigurationException refused(String problem) {
        return new SessionConfigurationException("session.save_path", problem);
    }
}
