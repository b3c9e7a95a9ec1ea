package io.savehandler.spring;

import java.util.Map;
import java.util.Set;

/** How the engine's settings are called among an application's properties. */
final class PropertyNames {
    private static final String PREFIX = "savehandler.";
    private static final Map<String, String> OF_THEIR_OWN = Map.of(
            "session.use_cookies", "cookie.enabled",
            "session.sid_length", "sid.length",
            "session.sid_bits_per_character", "sid.bits-per-character",
            "session.gc_probability", "gc.probability",
            "session.gc_divisor", "gc.divisor",
            "session.cache_limiter", "cache.limiter",
            "session.cache_expire", "cache.expire",
            "savehandler.max_session_bytes", "max-session-size");
    private static final Set<String> OF_THE_ENGINE =
            Set.of("savehandler.locking", "savehandler.absolute_lifetime", "savehandler.touch_interval");

    private PropertyNames() {}

    /**
     * The property that holds a setting.
     *
     * @param setting as the engine or a handler spells it, for example {@code session.cookie_path}
     * @return for example {@code savehandler.cookie.path}
     */
    static String of(String setting) {
        String own = OF_THEIR_OWN.get(setting);
        if (own != null) {
            return PREFIX + own;
        }
        if (setting.startsWith("session.cookie_")) {
            return PREFIX + "cookie." + dashed(setting, "session.cookie_");
        }
        if (setting.startsWith("session.")) {
            return PREFIX + dashed(setting, "session.");
        }
        if (setting.startsWith("savehandler.lock.") || OF_THE_ENGINE.contains(setting)) {
            return dashed(setting, "");
        }
        return PREFIX + "settings." + setting;
    }

    private static String dashed(String setting, String prefix) {
        return setting.substring(prefix.length()).replace('_', '-');
    }
}
