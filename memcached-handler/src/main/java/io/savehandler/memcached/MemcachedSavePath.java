package io.savehandler.memcached;

import io.savehandler.SessionConfigurationException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * PHP's {@code session.save_path} as the extension {@code memcached} reads it: {@code host:port:weight}, with commas between
 * them. Port 11211 and weight 1 go without saying.
 */
final class MemcachedSavePath {
    private static final int USUAL_PORT = 11_211;
    private static final Pattern SERVER =
            Pattern.compile("(\\[[0-9A-Fa-f:.%]+]|[^\\s:,/=\\[\\]]+)(?::([0-9]+))?(?:[: ]([0-9]+))?");

    private MemcachedSavePath() {}

    /**
     * Reads a save path.
     *
     * @return at least one server, in the order of the text
     * @throws SessionConfigurationException if it is none
     */
    static List<MemcachedServer> parse(String savePath) {
        if (savePath.contains("PERSISTENT=")) {
            throw refused("holds PERSISTENT=, which the extension no longer knows; use memcached.sess_persistent");
        }
        if (savePath.contains("://")) {
            throw refused("holds a URL; the extension memcached takes host:port, and memcache takes tcp://host:port");
        }
        List<MemcachedServer> servers = Stream.of(savePath.split(",\\s?"))
                .filter(text -> !text.isEmpty())
                .map(MemcachedSavePath::server)
                .toList();
        if (servers.isEmpty()) {
            throw refused("is empty; it takes host:port, for example 127.0.0.1:11211");
        }
        return servers;
    }

    private static MemcachedServer server(String text) {
        if (text.startsWith("/")) {
            throw refused("names a Unix socket, which the Java client cannot use; let the server listen on 127.0.0.1");
        }
        Matcher server = SERVER.matcher(text);
        if (!server.matches()) {
            throw refused(
                    "holds something that is no server; it takes host:port or host:port:weight, with commas between");
        }
        int weight = ServerNumbers.weight(server.group(3));
        return new MemcachedServer(
                server.group(1), ServerNumbers.port(server.group(2), USUAL_PORT), Math.max(1, weight));
    }

    private static SessionConfigurationException refused(String problem) {
        return ServerNumbers.refused(problem);
    }
}
