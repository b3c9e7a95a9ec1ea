package io.savehandler.examples.twonodes;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a node is found.
 *
 * @param name what the page calls it
 * @param port its port on this machine
 */
record NodeAddress(String name, int port) {
    static final String LOOPBACK = "127.0.0.1";
    private static final Pattern HOST_AND_PORT = Pattern.compile("([a-z0-9.-]+|\\[[0-9a-f:]+])(:[0-9]+)?");

    String url() {
        return urlFor(null);
    }

    /** The node's address under the host name that the visitor uses, because cookies go by that name. */
    String urlFor(@Nullable String hostHeader) {
        var host = HOST_AND_PORT.matcher(hostHeader == null ? LOOPBACK : hostHeader);
        return "http://" + (host.matches() ? host.group(1) : LOOPBACK) + ":" + port + "/";
    }
}
