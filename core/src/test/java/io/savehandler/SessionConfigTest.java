package io.savehandler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionConfigTest {
    @Test
    void defaultsArePhpsExceptWherePhpsAreUnsafe() {
        SessionConfig config = SessionConfig.defaults();
        assertThat(config.saveHandler()).isEqualTo("files");
        assertThat(config.savePath()).isEmpty();
        assertThat(config.serializeHandler()).isEqualTo("php");
        assertThat(config.gcMaxLifetime()).isEqualTo(Duration.ofMinutes(24));
        assertThat(config.gcProbability()).isEqualTo(1);
        assertThat(config.gcDivisor()).isEqualTo(100);
        assertThat(config.lazyWrite()).isTrue();
        assertThat(config.cookie().name()).isEqualTo("PHPSESSID");
        assertThat(config.cacheLimiter()).isEqualTo(CacheLimiter.NOCACHE);
        assertThat(config.useStrictMode()).isTrue();
        assertThat(config.locking()).isTrue();
        assertThat(config.cookie().httpOnly()).isTrue();
        assertThat(config.cookie().sameSite()).isEqualTo("Lax");
        assertThat(config.cookie().secure()).isEqualTo(CookieSettings.Secure.WHEN_REQUEST_IS);
    }

    @Test
    void readsPhpsNamesFromAMap() {
        SessionConfig config = SessionConfig.from(Map.ofEntries(
                Map.entry("session.save_handler", "Files"),
                Map.entry("session.save_path", "2;0640;/var/lib/php"),
                Map.entry("session.serialize_handler", "PHP_SERIALIZE"),
                Map.entry("session.gc_maxlifetime", "2K"),
                Map.entry("session.gc_probability", "0"),
                Map.entry("session.gc_divisor", "1000"),
                Map.entry("session.use_strict_mode", "off"),
                Map.entry("session.lazy_write", "no"),
                Map.entry("session.name", "sid"),
                Map.entry("session.cookie_lifetime", "3600"),
                Map.entry("session.cookie_secure", "1"),
                Map.entry("session.cookie_samesite", "strict"),
                Map.entry("session.sid_length", "26"),
                Map.entry("session.sid_bits_per_character", "5"),
                Map.entry("session.cache_limiter", ""),
                Map.entry("session.upload_progress.enabled", "1"),
                Map.entry("savehandler.locking", "false"),
                Map.entry("savehandler.touch_interval", "2m"),
                Map.entry("savehandler.absolute_lifetime", "12h"),
                Map.entry("savehandler.lock.wait_timeout", "250ms"),
                Map.entry("savehandler.lock.expire", "20s"),
                Map.entry("savehandler.lock.max_hold", "10m")));
        assertThat(config.saveHandler()).isEqualTo("files");
        assertThat(config.savePath()).isEqualTo("2;0640;/var/lib/php");
        assertThat(config.serializeHandler()).isEqualTo("php_serialize");
        assertThat(config.gcMaxLifetime()).isEqualTo(Duration.ofSeconds(2048));
        assertThat(config.gcProbability()).isZero();
        assertThat(config.gcDivisor()).isEqualTo(1000);
        assertThat(config.useStrictMode()).isFalse();
        assertThat(config.lazyWrite()).isFalse();
        assertThat(config.cookie().name()).isEqualTo("sid");
        assertThat(config.cookie().lifetime()).isEqualTo(Duration.ofHours(1));
        assertThat(config.cookie().secure()).isEqualTo(CookieSettings.Secure.ALWAYS);
        assertThat(config.cookie().sameSite()).isEqualTo("Strict");
        assertThat(config.ids().newId()).matches("[0-9a-v]{26}");
        assertThat(config.cacheLimiter()).isEqualTo(CacheLimiter.NONE);
        assertThat(config.locking()).isFalse();
        assertThat(config.touchInterval()).isEqualTo(Duration.ofMinutes(2));
        assertThat(config.absoluteLifetime()).contains(Duration.ofHours(12));
        assertThat(config.toBuilder().build()).usingRecursiveComparison().isEqualTo(config);
        assertThat(config.lock().waitTimeout()).isEqualTo(Duration.ofMillis(250));
        assertThat(config.lock().expire()).isEqualTo(Duration.ofSeconds(20));
        assertThat(config.lock().maxHold()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void aTouchIntervalAsLongAsALifeIsRefused() {
        assertThatThrownBy(() ->
                        SessionConfig.from(Map.of("session.gc_maxlifetime", "60", "savehandler.touch_interval", "1m")))
                .isInstanceOf(SessionConfigurationException.class)
                .hasMessageStartingWith("savehandler.touch_interval: ")
                .hasMessageContaining("60 s");
    }

    @Test
    void readsAPropertiesFile(@TempDir Path dir) throws IOException {
        Path file = Files.writeString(dir.resolve("session.properties"), "session.save_path = /tmp/é\n# comment\n");
        assertThat(SessionConfig.fromProperties(file).savePath()).isEqualTo("/tmp/é");
    }

    @Test
    void readsAPhpIniAndSkipsWhatIsNotOurs() {
        SessionConfig config = SessionConfig.fromIni("""
                [PHP]
                memory_limit = 128M
                error_reporting = E_ALL & ~E_DEPRECATED
                zend_extension=opcache
                [Session]
                session.save_handler = files
                ; session.save_path = "/commented"
                session.save_path = "2;/var/lib/php" ; two levels
                session.use_strict_mode = 1
                session.gc_maxlifetime = 0x10
                session.name = 'SID'
                """);
        assertThat(config.savePath()).isEqualTo("2;/var/lib/php");
        assertThat(config.gcMaxLifetime()).isEqualTo(Duration.ofSeconds(16));
        assertThat(config.cookie().name()).isEqualTo("SID");
    }

    @Test
    void anUnquotedIniValueThatPhpWouldCutIsRefused() {
        assertThatThrownBy(() -> SessionConfig.fromIni("\nsession.save_path = tcp://h:1?weight=1"))
                .isInstanceOf(SessionConfigurationException.class)
                .hasMessageStartingWith("session.save_path: line 2:")
                .hasMessageContaining("double quotes");
    }

    @Test
    void anIniValueWhoseQuoteDoesNotEndIsRefused() {
        assertThatThrownBy(() -> SessionConfig.fromIni("session.save_path = \"/tmp"))
                .isInstanceOf(SessionConfigurationException.class)
                .hasMessageContaining("line 1");
    }

    @ParameterizedTest
    @CsvSource({
        "session.gc_maxlifetme,session.gc_maxlifetime",
        "session.strict_mode,",
        "savehandler.gc_maxlifetime,session.gc_maxlifetime",
        "sesion.name,session.name"
    })
    void unknownSettingsAreNamedAndTheNearestIsProposed(String name, String nearest) {
        assertThatThrownBy(() -> SessionConfig.from(Map.of(name, "1")))
                .isInstanceOfSatisfying(SessionConfigurationException.class, e -> {
                    assertThat(e.setting()).isEqualTo(name);
                    assertThat(e).hasMessageContaining("no known setting").hasMessageContaining("#unknown-setting");
                    if (nearest != null) {
                        assertThat(e).hasMessageContaining("did you mean " + nearest);
                    }
                });
    }

    @Test
    void unknownSessionDirectivesInAnIniAreRefusedToo() {
        assertThatThrownBy(() -> SessionConfig.fromIni("session.foo = 1"))
                .isInstanceOf(SessionConfigurationException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "session.lazy_write,maybe",
        "session.gc_maxlifetime,24 minutes",
        "session.gc_maxlifetime,0",
        "session.gc_maxlifetime,99999999999999999999",
        "session.gc_divisor,0",
        "session.gc_probability,-1",
        "session.name,123",
        "session.name,a b",
        "session.cookie_samesite,Sometimes",
        "session.cookie_path,/;HttpOnly",
        "session.cookie_lifetime,-1",
        "session.cache_limiter,never",
        "session.sid_length,21",
        "session.use_trans_sid,1",
        "session.use_only_cookies,0",
        "session.referer_check,example.com",
        "savehandler.lock.wait_timeout,5",
        "savehandler.lock.max_hold,-1s",
        "savehandler.max_session_bytes,0"
    })
    void unusableValuesNameTheSetting(String name, String value) {
        assertThatThrownBy(() -> SessionConfig.from(Map.of(name, value)))
                .isInstanceOfSatisfying(
                        SessionConfigurationException.class,
                        e -> assertThat(e.setting()).isEqualTo(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://h?auth=secret", "secret"})
    void thePrintedFormHoldsNoSavePath(String savePath) {
        assertThat(SessionConfig.builder().savePath(savePath).build().toString())
                .doesNotContain("secret");
    }

    @Test
    void toBuilderKeepsEverySetting() {
        SessionConfig config = SessionConfig.from(
                Map.of("session.save_path", "/x", "session.lazy_write", "0", "savehandler.max_session_bytes", "10"));
        SessionConfig copy = config.toBuilder().build();
        assertThat(copy).usingRecursiveComparison().isEqualTo(config);
    }
}
