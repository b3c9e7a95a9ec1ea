package io.savehandler.interop.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.SessionConfig;
import io.savehandler.Sessions;
import io.savehandler.memory.InMemorySessionHandlerFactory;
import io.savehandler.servers.PhpWebServer;
import io.savehandler.servers.RealPhp;
import io.savehandler.servers.RequiresPhp;
import io.savehandler.web.CookieHeader;
import io.savehandler.web.WebExchange;
import io.savehandler.web.WebSessions;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The session's cookie and headers: those that PHP reads, and those that PHP sends. */
@RequiresPhp
class HeadersBesidePhpTest {
    private static final String NAME = "PHPSESSID";
    private static final List<String> COMPARED = List.of("Set-Cookie", "Expires", "Cache-Control", "Pragma");
    private static final Pattern DATE = Pattern.compile("\\w{3}, \\d\\d \\w{3} 20\\d\\d [\\d:]{8} GMT");

    private static @Nullable PhpWebServer server;

    @BeforeAll
    static void start() throws URISyntaxException {
        Path scripts = Path.of(Objects.requireNonNull(HeadersBesidePhpTest.class.getResource("."))
                .toURI());
        server = RealPhp.get().documentRoot(scripts).serve();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static RawHttp get(String target, String... headers) throws IOException {
        return RawHttp.get(Objects.requireNonNull(server).address(), target, headers);
    }

    private static String seenByPhp(String cookieHeader) throws IOException {
        return get("/headers.php/cookie?" + NAME, "Cookie: " + cookieHeader).body();
    }

    private static String seenByJava(String cookieHeader) {
        // PHP's web server takes leading spaces off a header before PHP sees it.
        String value = CookieHeader.value(List.of(cookieHeader.stripLeading()), NAME);
        return value == null ? "none" : "x" + HexFormat.of().formatHex(value.getBytes(ISO_8859_1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PHPSESSID=abc",
                "a=1; PHPSESSID=abc; b=2",
                "PHPSESSID=first; PHPSESSID=second",
                "PHPSESSID=; PHPSESSID=second",
                "PHPSESSID; PHPSESSID=second",
                "PHPSESSID=a%62c",
                "PHPSESSID=a+b%2Bc",
                "PHPSESSID=a%zzb%4",
                "PHPSESSID=a%00b",
                "PHPSESSID=\"quoted\"",
                "PHPSESSID=a=b=c",
                "PHPSESSID=a,b",
                "PHPSESSID[]=x",
                "PHPSESSID[a]=x; PHPSESSID=plain",
                "PHPSESSID=plain; PHPSESSID[a]=x",
                "PHPSESSID[=x",
                "phpsessid=x",
                "PHPSESSID =x",
                "%50HPSESSID=x",
                ";;PHPSESSID=x;;",
                "=x; PHPSESSID=y",
                "PHPSESSID=\u00e9\u00ff",
                "$Version=1; PHPSESSID=x; $Path=/"
            })
    void bothFindTheSameCookie(String header) throws IOException {
        assertThat(seenByJava(header)).isEqualTo(seenByPhp(header));
    }

    @Test
    void bothFindTheSameInRandomHeaders() throws IOException {
        String[] parts = {
            NAME, NAME + "=", "=", ";", "; ", "%41", "%", "+", " ", "[", "]", "[x]", ".", "a", "\"", ",", "_"
        };
        Random random = new Random(20261121);
        for (int i = 0; i < 1_000; i++) {
            StringBuilder header = new StringBuilder("z=1;");
            for (int part = random.nextInt(12); part >= 0; part--) {
                header.append(parts[random.nextInt(parts.length)]);
            }
            assertThat(seenByJava(header.toString())).as(header.toString()).isEqualTo(seenByPhp(header.toString()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "session.cookie_lifetime=3600",
                "session.cookie_path=/shop&session.cookie_domain=example.org",
                "session.cookie_path=&session.cookie_samesite=Strict",
                "session.cookie_secure=1&session.cookie_httponly=1&session.cookie_samesite=None",
                "session.name=__Host-id&session.cookie_secure=1",
                "session.use_cookies=0",
                "session.cache_limiter=",
                "session.cache_limiter=nocache",
                "session.cache_limiter=public&session.cache_expire=90",
                "session.cache_limiter=private&session.cache_expire=0",
                "session.cache_limiter=private_no_expire"
            })
    void bothSendTheSameHeaders(String settings) throws IOException {
        Map<String, String> asked = new TreeMap<>(Map.of(
                "session.cookie_httponly", "0", "session.cookie_samesite", "", "session.cache_limiter", "nocache"));
        for (String setting : settings.isEmpty() ? new String[0] : settings.split("&")) {
            int equals = setting.indexOf('=');
            asked.put(setting.substring(0, equals), setting.substring(equals + 1));
        }
        String query = asked.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), UTF_8))
                .collect(joining("&"));
        assertThat(sentByJava(asked))
                .as(settings)
                .containsExactlyElementsOf(
                        withoutTimes(get("/headers.php/start?" + query).headers(COMPARED)));
    }

    private static List<String> sentByJava(Map<String, String> settings) {
        ResponseLines response = new ResponseLines();
        SessionConfig config = SessionConfig.from(settings);
        try (Sessions sessions = Sessions.builder(InMemorySessionHandlerFactory.create())
                .config(config)
                .clock(Instant::now)
                .build()) {
            WebSessions.of(sessions).start(response).abort();
        }
        return withoutTimes(response.lines.stream()
                .map(line -> line.replaceFirst("=[0-9a-f]{32}", "=new"))
                .toList());
    }

    /** Two clocks and 1981 are three times; which of them it is stays comparable. */
    private static List<String> withoutTimes(List<String> lines) {
        return lines.stream()
                .map(line -> DATE.matcher(line).replaceAll("<now and a while>"))
                .toList();
    }

    /** A request without cookies by plain HTTP. */
    private static final class ResponseLines implements WebExchange {
        final List<String> lines = new ArrayList<>();

        @Override
        public @Nullable String cookie(String name) {
            return null;
        }

        @Override
        public void setCookie(String name, String header) {
            lines.add("Set-Cookie: " + header);
        }

        @Override
        public void setHeader(String name, String value) {
            lines.add(name + ": " + value);
        }

        @Override
        public boolean isSecure() {
            return false;
        }
    }
}
