package io.savehandler.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.CookieSettings;
import io.savehandler.CookieSettings.Secure;
import io.savehandler.SessionConfigurationException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The header as PHP 8.2 spells it. */
class SessionCookieTest {
    private static final Instant NOW = Instant.parse("2026-11-01T09:23:41.999Z");

    @Test
    void isABrowserSessionCookieByDefault() {
        assertThat(header(CookieSettings.defaults(), "abc", false))
                .isEqualTo("PHPSESSID=abc; path=/; HttpOnly; SameSite=Lax");
    }

    @Test
    void spellsEveryAttributeInPhpsOrder() {
        CookieSettings settings = CookieSettings.builder()
                .name("sid")
                .lifetime(Duration.ofHours(1))
                .path("/shop")
                .domain("example.org")
                .secure(Secure.ALWAYS)
                .httpOnly(true)
                .sameSite("Strict")
                .build();

        assertThat(header(settings, "abc", false))
                .isEqualTo("sid=abc; expires=Sun, 01 Nov 2026 10:23:41 GMT; Max-Age=3600; path=/shop;"
                        + " domain=example.org; secure; HttpOnly; SameSite=Strict");
    }

    @Test
    void leavesOutWhatIsEmptyOrOff() {
        CookieSettings settings =
                CookieSettings.builder().path("").httpOnly(false).sameSite("").build();

        assertThat(header(settings, "abc", false)).isEqualTo("PHPSESSID=abc");
    }

    @Test
    void encodesTheIdAsPhpsUrlencode() {
        assertThat(header(CookieSettings.defaults(), "a,b-c_d.e*f~g h", false))
                .startsWith("PHPSESSID=a%2Cb-c_d.e%2Af%7Eg+h; ");
    }

    @Test
    void isSecureWhenTheRequestIs() {
        assertThat(header(CookieSettings.defaults(), "abc", true))
                .isEqualTo("PHPSESSID=abc; path=/; secure; HttpOnly; SameSite=Lax");
        assertThat(header(CookieSettings.builder().secure(Secure.NEVER).build(), "abc", true))
                .doesNotContain("secure");
    }

    @Test
    void isSecureWhereBrowsersTakeNoOther() {
        CookieSettings forOneHost = CookieSettings.builder().name("__Host-id").build();
        CookieSettings partitioned = CookieSettings.builder().partitioned(true).build();

        assertThat(header(forOneHost, "abc", false)).isEqualTo("__Host-id=abc; path=/; secure; HttpOnly; SameSite=Lax");
        assertThat(header(partitioned, "abc", false))
                .isEqualTo("PHPSESSID=abc; path=/; secure; Partitioned; HttpOnly; SameSite=Lax");
    }

    @Test
    void refusesCookiesThatBrowsersWouldDropInSilence() {
        assertThatThrownBy(() -> CookieSettings.builder()
                        .name("__Host-id")
                        .domain("example.org")
                        .build())
                .isInstanceOf(SessionConfigurationException.class)
                .hasMessageContaining("__Host-");
        assertThatThrownBy(() -> CookieSettings.builder()
                        .name("__Secure-id")
                        .secure(Secure.NEVER)
                        .build())
                .isInstanceOf(SessionConfigurationException.class)
                .hasMessageContaining("session.cookie_secure");
        assertThatThrownBy(() -> CookieSettings.builder()
                        .partitioned(true)
                        .secure(Secure.NEVER)
                        .build())
                .isInstanceOf(SessionConfigurationException.class);
    }

    private static String header(CookieSettings settings, String id, boolean secureRequest) {
        return new SessionCookie(settings).header(id, secureRequest, NOW);
    }
}
