package io.savehandler.memcached;

import io.savehandler.SessionConfigurationException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The options of a session handler that was written in PHP. Immutable.
 *
 * @param prefix what comes before the id in a key
 * @param lifetime how long a session lives after a write or a touch
 */
record PlainOptions(String prefix, Duration lifetime) {
    static final String PREFIX = "prefix";

    private static final String EXPIRETIME = "expiretime";
    private static final Set<String> SUPPORTED = new TreeSet<>(Set.of(PREFIX, EXPIRETIME));
    private static final String USUAL_PREFIX = "sf2s";
    private static final String A_DAY = "86400";

    static PlainOptions of(Map<String, String> options) {
        for (String name : options.keySet()) {
            if (!SUPPORTED.contains(name)) {
                throw new SessionConfigurationException(name, "is not an option; the options are " + SUPPORTED);
            }
        }
        return new PlainOptions(
                options.getOrDefault(PREFIX, USUAL_PREFIX), seconds(options.getOrDefault(EXPIRETIME, A_DAY)));
    }

    private static Duration seconds(String text) {
        if (!text.matches("[1-9][0-9]{0,8}")) {
            throw new SessionConfigurationException(
                    EXPIRETIME, "takes a number of seconds above 0, not \"" + text + "\"");
        }
        return Duration.ofSeconds(Long.parseLong(text));
    }
}
