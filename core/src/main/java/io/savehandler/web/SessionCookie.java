package io.savehandler.web;

import io.savehandler.CookieSettings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes the session's {@code Set-Cookie} header in PHP's spelling and order. */
final class SessionCookie {
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    private final CookieSettings settings;

    SessionCookie(CookieSettings settings) {
        this.settings = settings;
    }

    String name() {
        return settings.name();
    }

    String header(String id, boolean secureRequest, Instant now) {
        StringBuilder header = new StringBuilder(settings.name()).append('=').append(urlEncoded(id));
        if (!settings.lifetime().isZero()) {
            header.append("; expires=")
                    .append(httpDate(now.plus(settings.lifetime())))
                    .append("; Max-Age=")
                    .append(settings.lifetime().toSeconds());
        }
        appendNonEmpty(header, "; path=", settings.path());
        appendNonEmpty(header, "; domain=", settings.domain());
        if (isSecure(secureRequest)) {
            header.append("; secure");
        }
        if (settings.partitioned()) {
            header.append("; Partitioned");
        }
        if (settings.httpOnly()) {
            header.append("; HttpOnly");
        }
        appendNonEmpty(header, "; SameSite=", settings.sameSite());
        return header.toString();
    }

    static String httpDate(Instant instant) {
        return HTTP_DATE.format(instant);
    }

    private boolean isSecure(boolean secureRequest) {
        return switch (settings.secure()) {
            case ALWAYS -> true;
            case NEVER -> false;
            case WHEN_REQUEST_IS -> secureRequest;
        };
    }

    private static void appendNonEmpty(StringBuilder header, String attribute, String value) {
        if (!value.isEmpty()) {
            header.append(attribute).append(value);
        }
    }

    /** PHP's {@code urlencode}, which spares no asterisk. */
    private static String urlEncoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("*", "%2A");
    }
}
