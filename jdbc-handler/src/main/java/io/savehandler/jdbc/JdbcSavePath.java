package io.savehandler.jdbc;

import io.savehandler.SessionConfigurationException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a save path: a JDBC URL, or a database's URL in the forms of Symfony's {@code PdoSessionHandler}. */
final class JdbcSavePath {
    private static final String SETTING = "session.save_path";
    private static final String ACCEPTED =
            "it takes a JDBC URL of PostgreSQL, MariaDB, MySQL, SQLite, H2, SQL Server or"
                    + " Oracle, or mysql://, pgsql://, sqlite:// or sqlsrv:// with user:password@host:port/database";

    /** Scheme, login, host, port, path and query. */
    private static final Pattern URL = Pattern.compile(
            "(?<scheme>[A-Za-z0-9_-]+)://(?:(?<login>[^/?]*)@)?(?<host>\\[[^\\]/?]*\\]|[^:/?@]*)(?::(?<port>\\d{1,5}))?"
                    + "(?:/(?<path>[^?]*))?(?:\\?(?<query>.*))?");

    private JdbcSavePath() {}

    /** @throws SessionConfigurationException if it is none; what it says holds no login */
    static JdbcTarget parse(String savePath) {
        return savePath.startsWith("jdbc:") ? ofJdbc(savePath) : ofUrl(savePath);
    }

    private static JdbcTarget ofJdbc(String url) {
        SqlDialect dialect = SqlDialects.of(url)
                .orElseThrow(() -> new SessionConfigurationException(
                        SETTING,
                        "\"" + JdbcTarget.addressOf(url) + "\" is of a database that is not known; " + ACCEPTED));
        return new JdbcTarget(dialect, url, null, null);
    }

    private static JdbcTarget ofUrl(String url) {
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            throw new SessionConfigurationException(SETTING, "cannot be read; " + ACCEPTED);
        }
        String scheme = scheme(parts.group("scheme"));
        SqlDialect dialect = SqlDialects.ofScheme(scheme)
                .orElseThrow(() -> new SessionConfigurationException(
                        SETTING, "the scheme \"" + scheme + "\" is not known; " + ACCEPTED));
        String[] login = text(parts, "login").split(":", 2);
        String port = text(parts, "port");
        UrlParts place = new UrlParts(
                text(parts, "host"),
                port.isEmpty() ? 0 : Integer.parseInt(port),
                text(parts, "path"),
                query(text(parts, "query")));
        return new JdbcTarget(dialect, dialect.jdbcUrl(place), decodedOrNull(login, 0), decodedOrNull(login, 1));
    }

    /** Doctrine's names for PDO's drivers are known to Symfony too. */
    private static String scheme(String written) {
        String scheme = written.toLowerCase(Locale.ROOT);
        return scheme.startsWith("pdo_") || scheme.startsWith("pdo-") ? scheme.substring(4) : scheme;
    }

    private static String text(Matcher parts, String group) {
        String text = parts.group(group);
        return text == null ? "" : text;
    }

    private static Map<String, String> query(String text) {
        Map<String, String> query = new HashMap<>();
        for (String pair : text.split("&", -1)) {
            String[] halves = pair.split("=", 2);
            query.put(decoded(halves[0]), halves.length == 2 ? decoded(halves[1]) : "");
        }
        return Map.copyOf(query);
    }

    private static @Nullable String decodedOrNull(String[] login, int index) {
        return login.length <= index || login[0].isEmpty() ? null : decoded(login[index]);
    }

    /** As PHP's {@code rawurldecode}: a plus is a plus, and what is no code stays. */
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
