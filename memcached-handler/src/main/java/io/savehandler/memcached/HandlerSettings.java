package io.savehandler.memcached;

import io.savehandler.SessionConfig;
import io.savehandler.SessionConfigurationException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Settings by PHP's names, as an ini file has them. Immutable. */
record HandlerSettings(SessionConfig config) {

    Optional<String> text(String name) {
        return config.handlerSetting(name).map(String::strip);
    }

    Optional<Boolean> flag(String name) {
        return text(name).map(text -> switch (text.toLowerCase(Locale.ROOT)) {
            case "1", "on", "yes", "true" -> true;
            case "0", "off", "no", "false", "none", "" -> false;
            default ->
                throw new SessionConfigurationException(
                        name, "\"" + text + "\" is not accepted; it takes On or Off (1 or 0)");
        });
    }

    boolean isOn(String name) {
        return flag(name).orElse(false);
    }

    Optional<Integer> number(String name) {
        return text(name).map(text -> {
            try {
                return Integer.valueOf(text);
            } catch (NumberFormatException e) {
                throw new SessionConfigurationException(name, "takes a whole number, not \"" + text + "\"");
            }
        });
    }

    /** Nothing where the number is 0, PHP's word for "the usual". */
    Optional<Duration> millis(String name) {
        return number(name).filter(millis -> millis != 0).map(Duration::ofMillis);
    }

    /** Nothing where the number is 0, PHP's word for "the usual". */
    Optional<Duration> seconds(String name) {
        return number(name).filter(seconds -> seconds != 0).map(Duration::ofSeconds);
    }

    /** One of the names that a setting takes, in small letters. */
    Optional<String> oneOf(String name, List<String> accepted) {
        return text(name).map(text -> {
            String small = text.toLowerCase(Locale.ROOT);
            if (!accepted.contains(small)) {
                throw new SessionConfigurationException(
                        name, "\"" + text + "\" is not accepted; it takes " + String.join(", ", accepted));
            }
            return small;
        });
    }
}
