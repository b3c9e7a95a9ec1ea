package io.savehandler;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a {@code php.ini}: {@code name = value} lines, {@code ;} comments, {@code [sections]} that mean nothing,
 * quoted values, and <code>${NAME}</code> taken from the environment.
 */
final class IniText {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_.]*)}");

    private final String text;

    IniText(String text) {
        this.text = text;
    }

    /** The directives; where one stands twice, the later value counts, as in PHP. */
    Map<String, String> parse() {
        Map<String, String> directives = new LinkedHashMap<>();
        int number = 0;
        for (String raw : text.lines().toList()) {
            number++;
            String line = raw.strip();
            int equals = line.indexOf('=');
            if (line.isEmpty() || line.startsWith(";") || line.startsWith("[") || equals < 0) {
                continue;
            }
            String name = line.substring(0, equals).strip();
            directives.put(name, value(name, line.substring(equals + 1).strip(), number));
        }
        return directives;
    }

    private static String value(String name, String raw, int line) {
        if (raw.startsWith("\"") || raw.startsWith("'")) {
            int end = raw.indexOf(raw.charAt(0), 1);
            String rest = end < 0 ? "" : raw.substring(end + 1).strip();
            if (end < 0 || !(rest.isEmpty() || rest.startsWith(";"))) {
                throw new SessionConfigurationException(name, "line " + line + ": the quoted value does not end");
            }
            String quoted = raw.substring(1, end);
            return raw.charAt(0) == '"' ? substitute(quoted) : quoted;
        }
        int comment = raw.indexOf(';');
        String bare = (comment < 0 ? raw : raw.substring(0, comment)).strip();
        if (isOurs(name)
                && bare.chars().anyMatch(c -> "=&|^~!(){}\"".indexOf(c) >= 0)
                && !VARIABLE.matcher(bare).find()) {
            throw new SessionConfigurationException(
                    name, "line " + line + ": PHP cuts an unquoted value at such a character; put it in double quotes");
        }
        return substitute(bare);
    }

    private static boolean isOurs(String name) {
        return name.startsWith("session.") || name.startsWith("savehandler.");
    }

    private static String substitute(String value) {
        Matcher variable = VARIABLE.matcher(value);
        return variable.replaceAll(match ->
                Matcher.quoteReplacement(java.util.Objects.requireNonNullElse(System.getenv(match.group(1)), "")));
    }
}
