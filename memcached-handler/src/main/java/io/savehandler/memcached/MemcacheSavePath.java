package io.savehandler.memcached;

import io.savehandler.SessionConfigurationException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * PHP's {@code session.save_path} as pecl-memcache reads it: {@code tcp://host:port?weight=2}, with commas or white space
 * between them. There is no port that goes without saying.
 */
final class MemcacheSavePath {
    private static final Pattern URL =
            Pattern.compile("(?:tcp://)?(\\[[0-9A-Fa-f:.%]+]|[^\\s:,/?\\[\\]]+)(?::([0-9]+))?/?(?:\\?(.*))?");
    private static final Pattern SECONDS = Pattern.compile("-?[0-9]{1,9}(?:\\.[0-9]{1,9})?");
    private static final Set<String> PARAMETERS =
            new TreeSet<>(Set.of("persistent", "weight", "timeout", "retry_interval", "udp_port"));
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration DEFAULT_RETRY_INTERVAL = Duration.ofSeconds(15);
    private static final int NONE = 0;

    private MemcacheSavePath() {}

    /**
     * Reads a save path.
     *
     * @return at least one server, in the order of the text
     * @throws SessionConfigurationException if it is none
     */
    static List<Entry> parse(String savePath) {
        List<Entry> servers = Stream.of(savePath.split("[,\\s]+"))
                .filter(url -> !url.isEmpty())
                .map(MemcacheSavePath::entry)
                .toList();
        if (servers.isEmpty()) {
            throw ServerNumbers.refused("is empty; it takes tcp://host:port, for example tcp://127.0.0.1:11211");
        }
        return servers;
    }

    private static Entry entry(String url) {
        if (url.startsWith("unix:")) {
            throw ServerNumbers.refused(
                    "names a Unix socket, which the Java client cannot use; let the server listen on 127.0.0.1");
        }
        Matcher server = URL.matcher(url);
        if (!server.matches()) {
            throw ServerNumbers.refused("holds something that is no server; it takes tcp://host:port?weight=1");
        }
        if (server.group(2) == null) {
            throw ServerNumbers.refused("names a server without a port, and pecl-memcache has none by default;"
                    + " write tcp://host:11211");
        }
        Map<String, String> parameters = parameters(server.group(3) == null ? "" : server.group(3));
        int weight = ServerNumbers.weight(parameters.get("weight"));
        if (weight < 1) {
            throw ServerNumbers.refused("a weight is 1 or more");
        }
        return new Entry(
                new MemcachedServer(server.group(1), ServerNumbers.port(server.group(2), NONE), weight),
                timeout(parameters),
                seconds("retry_interval", parameters, DEFAULT_RETRY_INTERVAL));
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String parameter : query.split("&", -1)) {
            String name = parameter.replaceFirst("=.*", "");
            if (PARAMETERS.contains(name)) {
                parameters.put(name, parameter.substring(Math.min(parameter.length(), name.length() + 1)));
            } else if (!parameter.isEmpty()) {
                throw ServerNumbers.refused("holds a parameter that is not among " + PARAMETERS);
            }
        }
        return parameters;
    }

    private static Duration timeout(Map<String, String> parameters) {
        Duration timeout = seconds("timeout", parameters, DEFAULT_TIMEOUT);
        if (timeout.isZero() || timeout.isNegative()) {
            throw ServerNumbers.refused("the parameter timeout is above 0");
        }
        return timeout;
    }

    private static Duration seconds(String name, Map<String, String> parameters, Duration usual) {
        String text = parameters.get(name);
        if (text == null) {
            return usual;
        }
        if (!SECONDS.matcher(text).matches()) {
            throw ServerNumbers.refused("the parameter " + name + " is a number of seconds");
        }
        return Duration.ofMillis(new BigDecimal(text).movePointRight(3).longValue());
    }

    /**
     * A server with its times.
     *
     * @param timeout for a connection and for an answer
     * @param retryInterval how long a server that failed is left alone, below 0 for ever
     */
    record Entry(MemcachedServer server, Duration timeout, Duration retryInterval) {}
}
