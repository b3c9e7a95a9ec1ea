package io.savehandler.examples.twonodes;

import io.savehandler.CookieSettings;
import io.savehandler.SessionConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The Java nodes' settings as PHP's own, for its command line. What the system's {@code php.ini} says does not count. */
final class PhpSettings {
    private final Map<String, String> settings = new LinkedHashMap<>();

    PhpSettings(DemoOptions options, SessionConfig config) {
        set("save_handler", config.saveHandler());
        set("save_path", config.savePath());
        set("serialize_handler", config.serializeHandler());
        set("use_strict_mode", config.useStrictMode());
        set("lazy_write", config.lazyWrite());
        set("gc_probability", Long.toString(config.gcProbability()));
        set("gc_divisor", Long.toString(config.gcDivisor()));
        set("gc_maxlifetime", Long.toString(config.gcMaxLifetime().toSeconds()));
        set("cache_limiter", cacheLimiter(config));
        set("cache_expire", Long.toString(config.cacheExpire().toMinutes()));
        set("sid_length", options.setting("session.sid_length").orElse("32"));
        set(
                "sid_bits_per_character",
                options.setting("session.sid_bits_per_character").orElse("4"));
        set("use_cookies", config.useCookies());
        set("use_only_cookies", true);
        set("use_trans_sid", false);
        set("auto_start", false);
        set("upload_progress.enabled", false);
        cookie(config.cookie());
        settings.put("display_errors", "0");
        settings.put("log_errors", "1");
    }

    private void cookie(CookieSettings cookie) {
        set("name", cookie.name());
        set("cookie_lifetime", Long.toString(cookie.lifetime().toSeconds()));
        set("cookie_path", cookie.path());
        set("cookie_domain", cookie.domain());
        // php -S speaks HTTP only, so "where the request is" never is.
        set("cookie_secure", cookie.secure() == CookieSettings.Secure.ALWAYS);
        set("cookie_httponly", cookie.httpOnly());
        set("cookie_samesite", cookie.sameSite());
    }

    String saveHandler() {
        return settings.getOrDefault("session.save_handler", "");
    }

    /** The options of the command {@code php}. */
    List<String> options() {
        List<String> options = new ArrayList<>();
        settings.forEach((name, value) -> {
            options.add("-d");
            options.add(name + "=" + quoted(value));
        });
        return options;
    }

    private void set(String name, boolean on) {
        set(name, on ? "1" : "0");
    }

    private void set(String name, String value) {
        settings.put("session." + name, value);
    }

    private static String cacheLimiter(SessionConfig config) {
        return switch (config.cacheLimiter()) {
            case NONE -> "";
            case NOCACHE, PUBLIC, PRIVATE, PRIVATE_NO_EXPIRE ->
                config.cacheLimiter().name().toLowerCase(Locale.ROOT);
        };
    }

    /** In single quotes PHP reads everything as it stands, semicolons too. */
    private static String quoted(String value) {
        if (value.indexOf('\'') >= 0) {
            throw new UsageException("PHP cannot be given a setting with an apostrophe on its command line: " + value);
        }
        return "'" + value + "'";
    }
}
