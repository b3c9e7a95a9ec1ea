package io.savehandler.jdbc;

import java.util.Map;

/**
 * The parts of a database's URL without its credentials.
 *
 * @param host empty where the URL names none
 * @param port 0 where the URL names none
 * @param database what comes after the first slash behind the host
 * @param query the parameters, decoded
 */
record UrlParts(String host, int port, String database, Map<String, String> query) {

    String hostOr(String usual) {
        return host.isEmpty() ? usual : host;
    }

    int portOr(int usual) {
        return port == 0 ? usual : port;
    }
}
