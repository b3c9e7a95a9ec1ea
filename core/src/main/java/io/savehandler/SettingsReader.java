package io.savehandler;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Turns names and values into a {@link SessionConfig}: the one place that knows every setting's name. */
final class SettingsReader {
    /** PHP's directives that are read and mean nothing here: no page is rewritten, no upload is tracked. */
    private static final Set<String> WITHOUT_MEANING = Set.of(
            "session.auto_start",
            "session.trans_sid_tags",
            "session.trans_sid_hosts",
            "session.upload_progress.enabled",
            "session.upload_progress.cleanup",
            "session.upload_progress.prefix",
            "session.upload_progress.name",
            "session.upload_progress.freq",
            "session.upload_progress.min_freq");

    private final UnknownNames unknownNames;
    private final SessionConfigBuilder config = SessionConfig.builder();
    private final CookieSettings.Builder cookie = CookieSettings.builder();
    private final LockSettings.Builder lock = LockSettings.builder();
    private final Map<String, Consumer<SettingValue>> known = new HashMap<>();
    private final Set<String> handlerSettings = HandlerProviders.load().settings();
    private int sidLength = 32;
    private int sidBits = 4;

    SettingsReader(UnknownNames unknownNames) {
        this.unknownNames = unknownNames;
        knowStore();
        knowIds();
        knowCookie();
        knowLifeCycle();
        knowOurs();
    }

    static Map<String, String> properties(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        Map<String, String> settings = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
        return settings;
    }

    SessionConfig read(Map<String, String> settings) {
        settings.forEach(this::apply);
        return config.cookie(cookie.build())
                .lock(lock.build())
                .ids(SessionIdPolicy.php(sidLength, sidBits))
                .build();
    }

    private void apply(String name, String text) {
        Consumer<SettingValue> setting = known.get(name);
        if (setting != null) {
            setting.accept(new SettingValue(name, text));
        } else if (handlerSettings.contains(name)) {
            config.handlerSetting(name, text);
        } else if (!WITHOUT_MEANING.contains(name) && unknownNames.refuses(name)) {
            throw new SessionConfigurationException(
                    name, "is no known setting" + nearest(name) + ". See TROUBLESHOOTING.md#unknown-setting");
        }
    }

    private void knowStore() {
        known.put(
                "session.save_handler", value -> config.saveHandler(value.text().strip()));
        known.put("session.save_path", value -> config.savePath(value.text()));
        known.put(
                "session.serialize_handler",
                value -> config.serializeHandler(value.text().strip()));
    }

    private void knowIds() {
        known.put("session.sid_length", value -> sidLength = value.toInt());
        known.put("session.sid_bits_per_character", value -> sidBits = value.toInt());
        known.put("session.use_strict_mode", value -> config.useStrictMode(value.toBoolean()));
        known.put("session.use_only_cookies", value -> requireOn(value, "ids never travel in a URL here"));
        known.put("session.use_trans_sid", value -> requireOff(value, "ids never travel in a URL here"));
        known.put("session.referer_check", value -> {
            if (!value.text().isBlank()) {
                throw new SessionConfigurationException(
                        value.name(), "is not supported and must stay empty; SameSite cookies do its work");
            }
        });
    }

    private void knowCookie() {
        known.put("session.name", value -> cookie.name(value.text()));
        known.put("session.use_cookies", value -> config.useCookies(value.toBoolean()));
        known.put("session.cookie_lifetime", value -> cookie.lifetime(value.toSeconds()));
        known.put("session.cookie_path", value -> cookie.path(value.text()));
        known.put("session.cookie_domain", value -> cookie.domain(value.text()));
        known.put("session.cookie_secure", value -> cookie.secure(secure(value)));
        known.put("session.cookie_httponly", value -> cookie.httpOnly(value.toBoolean()));
        known.put("session.cookie_partitioned", value -> cookie.partitioned(value.toBoolean()));
        known.put(
                "session.cookie_samesite", value -> cookie.sameSite(value.text().strip()));
    }

    private void knowLifeCycle() {
        known.put("session.lazy_write", value -> config.lazyWrite(value.toBoolean()));
        known.put("session.gc_probability", value -> config.gcProbability(value.toLong(), config.gcDivisor));
        known.put("session.gc_divisor", value -> config.gcProbability(config.gcProbability, value.toLong()));
        known.put("session.gc_maxlifetime", value -> config.gcMaxLifetime(value.toSeconds()));
        known.put("session.cache_limiter", value -> config.cacheLimiter(cacheLimiter(value)));
        known.put("session.cache_expire", value -> config.cacheExpire(Duration.ofMinutes(value.toInt())));
    }

    private void knowOurs() {
        known.put("savehandler.locking", value -> config.locking(value.toBoolean()));
        known.put("savehandler.lock.wait_timeout", value -> lock.waitTimeout(value.toDuration()));
        known.put("savehandler.lock.expire", value -> lock.expire(value.toDuration()));
        known.put("savehandler.lock.max_hold", value -> lock.maxHold(value.toDuration()));
        known.put("savehandler.lock.on_timeout", value -> lock.onTimeout(onTimeout(value)));
        known.put("savehandler.absolute_lifetime", value -> config.absoluteLifetime(value.toDuration()));
        known.put("savehandler.touch_interval", value -> config.touchInterval(value.toDuration()));
        known.put("savehandler.max_session_bytes", value -> config.maxSessionBytes(value.toInt()));
    }

    private static void requireOn(SettingValue value, String why) {
        if (!value.toBoolean()) {
            throw new SessionConfigurationException(value.name(), "must stay on: " + why);
        }
    }

    private static void requireOff(SettingValue value, String why) {
        if (value.toBoolean()) {
            throw new SessionConfigurationException(value.name(), "must stay off: " + why);
        }
    }

    private static CookieSettings.Secure secure(SettingValue value) {
        if (value.text().strip().equalsIgnoreCase("auto")) {
            return CookieSettings.Secure.WHEN_REQUEST_IS;
        }
        return value.toBoolean() ? CookieSettings.Secure.ALWAYS : CookieSettings.Secure.NEVER;
    }

    private static LockSettings.OnTimeout onTimeout(SettingValue value) {
        return switch (value.text().strip().toLowerCase(Locale.ROOT)) {
            case "fail" -> LockSettings.OnTimeout.FAIL;
            case "read_only" -> LockSettings.OnTimeout.READ_ONLY;
            case "merge" -> LockSettings.OnTimeout.MERGE;
            default -> throw value.refused("fail, read_only or merge");
        };
    }

    private static CacheLimiter cacheLimiter(SettingValue value) {
        return switch (value.text().strip().toLowerCase(Locale.ROOT)) {
            case "" -> CacheLimiter.NONE;
            case "nocache" -> CacheLimiter.NOCACHE;
            case "public" -> CacheLimiter.PUBLIC;
            case "private" -> CacheLimiter.PRIVATE;
            case "private_no_expire" -> CacheLimiter.PRIVATE_NO_EXPIRE;
            default -> throw value.refused("nocache, public, private, private_no_expire or nothing");
        };
    }

    /** Names the settings that look alike, or where to find them. */
    private String nearest(String name) {
        String lastPart = name.substring(name.lastIndexOf('.') + 1);
        TreeSet<String> alike = new TreeSet<>(known.keySet());
        alike.addAll(handlerSettings);
        alike.removeIf(candidate -> !candidate.endsWith("." + lastPart) && distance(candidate, name) > 3);
        return alike.isEmpty() ? "" : "; did you mean " + String.join(" or ", alike) + "?";
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }

    /** What is done about a name that neither core nor a handler knows. */
    enum UnknownNames {
        /** An error: whoever wrote the map meant something by it. */
        REFUSED {
            @Override
            boolean refuses(String name) {
                return true;
            }
        },
        /** A php.ini configures all of PHP; only names under our own prefixes must be known. */
        SKIPPED_OUTSIDE_OUR_PREFIXES {
            @Override
            boolean refuses(String name) {
                return name.startsWith("session.") || name.startsWith("savehandler.");
            }
        };

        abstract boolean refuses(String name);
    }
}
