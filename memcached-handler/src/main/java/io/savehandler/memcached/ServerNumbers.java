package io.savehandler.memcached;

import io.savehandler.SessionConfigurationException;
import org.jspecify.annotations.Nullable;

/** The numbers of a save path. */
final class ServerNumbers {
    private static final int MOST_WEIGHT = 1_000_000;

    private ServerNumbers() {}

    /** A port; the usual one where none is written. */
    static int port(@Nullable String digits, int usual) {
        int port = digits == null ? usual : number(digits);
        if (port < 1 || port > 65_535) {
            throw refused("a port is a number from 1 to 65535");
        }
        return port;
    }

    /** A weight; 1 where none is written. */
    static int weight(@Nullable String digits) {
        int weight = digits == null ? 1 : number(digits);
        if (weight > MOST_WEIGHT) {
            throw refused("a weight is a number up to " + MOST_WEIGHT);
        }
        return weight;
    }

    /** What is no number below a thousand million is too large. */
    private static int number(String text) {
        return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : Integer.MAX_VALUE;
    }

    static SessionConfigurationException refused(String problem) {
        return new SessionConfigurationException("session.save_path", problem);
    }
}
