package io.savehandler.spring;

import io.savehandler.CookieSettings;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;

/** Spring Session's cookie with the engine's settings. */
final class SessionCookies {
    private SessionCookies() {}

    /** With the id as it is, so that whoever shares the store can share the cookie. */
    static CookieSerializer of(CookieSettings settings) {
        DefaultCookieSerializer cookies = new DefaultCookieSerializer();
        cookies.setUseBase64Encoding(false);
        cookies.setCookieName(settings.name());
        cookies.setCookiePath(settings.path());
        cookies.setUseHttpOnlyCookie(settings.httpOnly());
        cookies.setPartitioned(settings.partitioned());
        cookies.setSameSite(settings.sameSite().isEmpty() ? null : settings.sameSite());
        if (!settings.domain().isEmpty()) {
            cookies.setDomainName(settings.domain());
        }
        if (!settings.lifetime().isZero()) {
            cookies.setCookieMaxAge((int) Math.min(settings.lifetime().toSeconds(), Integer.MAX_VALUE));
        }
        if (settings.secure() != CookieSettings.Secure.WHEN_REQUEST_IS) {
            cookies.setUseSecureCookie(settings.secure() == CookieSettings.Secure.ALWAYS);
        }
        return cookies;
    }
}
