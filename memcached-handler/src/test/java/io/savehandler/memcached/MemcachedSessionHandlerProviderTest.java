package io.savehandler.memcached;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.SessionConfig;
import io.savehandler.SessionConfigBuilder;
import io.savehandler.SessionConfigurationException;
import io.savehandler.SessionHandlerProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The settings by their PHP names; nothing is connected to. */
class MemcachedSessionHandlerProviderTest {
    private final SessionHandlerProvider memcached = new MemcachedSessionHandlerProvider();
    private final SessionHandlerProvider memcache = new MemcacheSessionHandlerProvider();

    private static SessionConfig config(String savePath, Map<String, String> settings) {
        SessionConfigBuilder config = SessionConfig.builder().savePath(savePath);
        settings.forEach(config::handlerSetting);
        return config.build();
    }

    @Test
    void bothAreFound() {
        assertThat(ServiceLoader.load(SessionHandlerProvider.class))
                .extracting(SessionHandlerProvider::name)
                .contains("memcached", "memcache");
    }

    @ParameterizedTest
    @CsvSource({
        "memcached.sess_locking, Off",
        "memcached.sess_lock_expire, 0",
        "memcached.sess_lock_retries, 5",
        "memcached.sess_lock_wait_min, 150",
        "memcached.sess_lock_wait_max, 10",
        "memcached.sess_prefix, ''",
        "memcached.sess_binary_protocol, On",
        "memcached.sess_consistent_hash, 0",
        "memcached.sess_consistent_hash_type, ketama_weighted",
        "memcached.sess_number_of_replicas, 1",
        "memcached.sess_connect_timeout, 0",
        "memcached.sess_persistent, 1",
        "memcached.sess_remove_failed_servers, 1",
        "memcached.sess_sasl_username, ''",
        "savehandler.memcached.command_timeout, 300",
    })
    void whatPhpTakesIsTaken(String name, String value) {
        assertThatCode(() -> memcached
                        .create(config("127.0.0.1:1,localhost:2:3", Map.of(name, value)))
                        .close())
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "memcache.protocol, binary",
        "memcache.hash_strategy, standard",
        "memcache.hash_function, fnv",
        "memcache.session_redundancy, 3",
        "memcache.lock_timeout, 15",
        "memcache.compress_threshold, 0",
        "memcache.session_prefix_static_key, app",
        "memcache.session_prefix_host_key, 0",
        "memcache.session_save_path, tcp://127.0.0.1:2",
        "memcache.allow_failover, 1",
    })
    void whatPhpsOtherExtensionTakesIsTaken(String name, String value) {
        assertThatCode(() -> memcache.create(config("tcp://127.0.0.1:1?weight=2", Map.of(name, value)))
                        .close())
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "memcached.sess_locking, perhaps, On or Off",
        "memcached.sess_lock_retries, -1, 0 or more",
        "memcached.sess_prefix, a b, blanks",
        "memcached.sess_consistent_hash_type, md5, ketama_weighted",
        "memcached.sess_number_of_replicas, -1, 0 or more",
        "memcached.sess_sasl_username, ada, memcached.sess_sasl_password",
        "savehandler.memcached.max_item_bytes, 3, 1024 or more",
        "savehandler.memcached.command_timeout, soon, whole number",
    })
    void whatMakesNoSenseIsRefused(String name, String value, String because) {
        assertRefused(memcached, "127.0.0.1", name, value, because);
    }

    @ParameterizedTest
    @CsvSource({
        "memcache.protocol, json, ascii",
        "memcache.hash_function, md5, crc32",
        "memcache.session_redundancy, 0, 1 or more",
        "memcache.session_prefix_host_key, 1, memcache.session_prefix_static_key",
    })
    void whatMakesNoSenseToTheOtherIsRefused(String name, String value, String because) {
        assertRefused(memcache, "tcp://127.0.0.1:11211", name, value, because);
    }

    @Test
    void aPrefixThatPhpWouldDropIsRefused() {
        assertRefused(memcached, "127.0.0.1", "memcached.sess_prefix", "x".repeat(128), "no prefix at all");
        assertThatCode(() -> memcached
                        .create(config("127.0.0.1", Map.of("memcached.sess_prefix", "x".repeat(127))))
                        .close())
                .doesNotThrowAnyException();
    }

    private static void assertRefused(
            SessionHandlerProvider provider, String savePath, String name, String value, String because) {
        assertThatThrownBy(() -> provider.create(config(savePath, Map.of(name, value))))
                .isInstanceOf(SessionConfigurationException.class)
                .hasMessageContaining(name)
                .hasMessageContaining(because);
    }

    /** The page and the code name the same settings. */
    @Test
    void everySettingIsOnThePage() throws IOException {
        String page = Files.readString(Path.of("../docs/memcached.md"));
        Set<String> named = new HashSet<>();
        Matcher rows = Pattern.compile("(?m)^\\| (`(?:memcached?|savehandler)\\.[^|]*)\\|")
                .matcher(page);
        while (rows.find()) {
            Matcher names = Pattern.compile("`([^`]+)`").matcher(rows.group(1));
            while (names.find()) {
                named.add(names.group(1));
            }
        }
        Set<String> settings = new HashSet<>(memcached.settings());
        settings.addAll(memcache.settings());
        assertThat(named).isEqualTo(settings);
    }
}
