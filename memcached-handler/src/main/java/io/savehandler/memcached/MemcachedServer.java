package io.savehandler.memcached;

/**
 * A server as the save path names it. Its host is text, never an address: PHP places sessions by the text.
 *
 * @param host as it was written
 * @param port 0 for a Unix socket
 * @param weight how large its share is, from 1 on
 */
record MemcachedServer(String host, int port, int weight) {
    /** The host as the system's resolver takes it: without the brackets of an IPv6 address. */
    String hostToResolve() {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    String hostAndPort() {
        return host + ":" + port;
    }
}
