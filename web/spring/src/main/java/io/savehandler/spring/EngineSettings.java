package io.savehandler.spring;

import io.savehandler.SessionConfig;
import io.savehandler.SessionConfigurationException;
import io.savehandler.SessionHandlerProvider;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The engine's settings, under its own names, from the application's properties. */
final class EngineSettings {
    private final Map<String, String> settings = new HashMap<>();

    private EngineSettings() {}

    /**
     * Turns properties into settings.
     *
     * @param lifetime how long sessions live after their last use
     * @throws SessionConfigurationException if one is unusable, or none of the handlers found has a setting of that name
     */
    static SessionConfig of(SavehandlerProperties properties, Duration lifetime) {
        EngineSettings engine = new EngineSettings();
        engine.addHandlers(properties.settings());
        engine.addStore(properties);
        engine.addCookie(properties.cookie());
        engine.addRequest(properties);
        engine.put("session.gc_maxlifetime", lifetime.toSeconds());
        return SessionConfig.from(engine.settings);
    }

    private void addStore(SavehandlerProperties properties) {
        put("session.save_handler", properties.saveHandler());
        put("session.save_path", properties.savePath());
        put("session.serialize_handler", properties.serializeHandler());
        put("session.name", properties.name());
        put("session.use_strict_mode", properties.useStrictMode());
        put("session.lazy_write", properties.lazyWrite());
        put(
                "session.gc_probability",
                properties.gc().interval() == null ? properties.gc().probability() : 0);
        put("session.gc_divisor", properties.gc().divisor());
        put("session.sid_length", properties.sid().length());
        put("session.sid_bits_per_character", properties.sid().bitsPerCharacter());
        put("savehandler.max_session_bytes", properties.maxSessionSize().toBytes());
        put("savehandler.absolute_lifetime", millis(properties.absoluteLifetime()));
        put("savehandler.touch_interval", millis(properties.touchInterval()));
    }

    private void addCookie(SavehandlerProperties.Cookie cookie) {
        put("session.use_cookies", cookie.enabled());
        put("session.cookie_lifetime", cookie.lifetime().toSeconds());
        put("session.cookie_path", cookie.path());
        put("session.cookie_domain", cookie.domain());
        put("session.cookie_secure", cookie.secure());
        put("session.cookie_httponly", cookie.httponly());
        put("session.cookie_samesite", cookie.samesite());
        put("session.cookie_partitioned", cookie.partitioned());
    }

    private void addRequest(SavehandlerProperties properties) {
        put("session.cache_limiter", properties.cache().limiter());
        put("session.cache_expire", properties.cache().expire().toMinutes());
        put("savehandler.locking", properties.locking());
        put("savehandler.lock.wait_timeout", millis(properties.lock().waitTimeout()));
        put("savehandler.lock.expire", millis(properties.lock().expire()));
        put("savehandler.lock.max_hold", millis(properties.lock().maxHold()));
        put("savehandler.lock.on_timeout", properties.lock().onTimeout().name().toLowerCase(Locale.ROOT));
    }

    /** Spring writes names with dashes, or loses the underscores on the way: the handlers' own names are found all the same. */
    private void addHandlers(Map<String, String> given) {
        Map<String, String> known = new TreeMap<>();
        for (SessionHandlerProvider provider : ServiceLoader.load(SessionHandlerProvider.class)) {
            provider.settings().forEach(name -> known.put(bare(name), name));
        }
        given.forEach((name, value) -> {
            String found = known.get(bare(name));
            if (found == null) {
                throw new SessionConfigurationException(
                        name,
                        "none of the handlers found has a setting of this name; there are "
                                + String.join(", ", known.values()) + ". See TROUBLESHOOTING.md#unknown-setting");
            }
            settings.put(found, value);
        });
    }

    private static String bare(String name) {
        return name.replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
    }

    private static String millis(Duration duration) {
        return duration.toMillis() + "ms";
    }

    private void put(String name, Object value) {
        settings.put(name, value.toString());
    }
}
