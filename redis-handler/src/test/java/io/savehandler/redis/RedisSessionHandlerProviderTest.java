package io.savehandler.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.LockSettings;
import io.savehandler.SessionConfig;
import io.savehandler.SessionConfigBuilder;
import io.savehandler.SessionConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings by their PHP names; nothing is connected to. */
class RedisSessionHandlerProviderTest {
    private final RedisSessionHandlerProvider provider = new RedisSessionHandlerProvider();

    private static SessionConfig config(Map<String, String> settings, LockSettings lock) {
        SessionConfigBuilder config =
                SessionConfig.builder().savePath("tcp://127.0.0.1").lock(lock);
        settings.forEach(config::handlerSetting);
        return config.build();
    }

    private void assertAccepted(Map<String, String> settings) {
        assertThatCode(() -> provider.create(config(settings, LockSettings.defaults()))
                        .close())
                .doesNotThrowAnyException();
    }

    private void assertRefused(String name, String value, String because) {
        assertThatThrownBy(() -> provider.create(config(Map.of(name, value), LockSettings.defaults())))
                .isInstanceOf(SessionConfigurationException.class)
                .hasMessageContaining(name)
                .hasMessageContaining(because);
    }

    @ParameterizedTest
    @ValueSource(strings = {"eval", "DELEX", "delifeq", ""})
    void howPhpGivesALockBackMakesNoDifference(String command) {
        assertAccepted(Map.of("redis.session.lock_release_cmd", command));
    }

    @Test
    void aLockFailureIsReadOnlyWhereTheEngineSaysSoToo() {
        assertAccepted(Map.of("redis.session.lock_failure_readonly", "0"));
        assertRefused("redis.session.lock_failure_readonly", "1", "savehandler.lock.on_timeout=read_only");
        LockSettings readOnly = LockSettings.builder()
                .onTimeout(LockSettings.OnTimeout.READ_ONLY)
                .build();
        assertThatCode(() -> provider.create(config(Map.of("redis.session.lock_failure_readonly", "1"), readOnly))
                        .close())
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "redis.session.lock_release_cmd, DEL, DELIFEQ",
        "redis.session.lock_failure_readonly, perhaps, On or Off",
        "redis.session.early_refresh, perhaps, On or Off",
        "redis.session.compression, gzip, zstd",
        "redis.session.compression_level, high, whole number",
        "savehandler.redis.wait_replicas, -1, 0 or more",
        "savehandler.redis.wait_timeout, 0, positive",
        "savehandler.redis.wait_connections, 0, 1 or more",
        "savehandler.redis.read_from_replicas, 1, redis-sentinel://",
        "savehandler.redis.read_from_replicas, both, On or Off",
    })
    void whatMakesNoSenseIsRefused(String name, String value, String because) {
        assertRefused(name, value, because);
    }

    /** The page and the code name the same settings. */
    @Test
    void everySettingIsOnThePage() throws Exception {
        String page = Files.readString(Path.of("../docs/redis.md"));
        Set<String> named = new HashSet<>();
        Matcher rows =
                Pattern.compile("(?m)^\\| (`(?:redis|savehandler)\\.[^|]*)\\|").matcher(page);
        while (rows.find()) {
            Matcher names = Pattern.compile("`([^`]+)`").matcher(rows.group(1));
            while (names.find()) {
                named.add(names.group(1));
            }
        }
        assertThat(named).isEqualTo(provider.settings());
    }
}
