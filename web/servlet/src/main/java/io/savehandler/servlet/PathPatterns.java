package io.savehandler.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/** URL patterns as in a servlet mapping: {@code /path}, {@code /path/*} and {@code *.extension}. Immutable. */
final class PathPatterns {
    private final List<String> patterns;

    PathPatterns(List<String> patterns) {
        this.patterns = patterns;
    }

    /**
     * Refuses what is no pattern.
     *
     * @throws IllegalArgumentException saying which are
     */
    static String check(String pattern) {
        boolean prefix = pattern.endsWith("/*") && pattern.indexOf('*') == pattern.length() - 1;
        boolean extension = pattern.startsWith("*.") && pattern.indexOf('/') < 0 && pattern.lastIndexOf('*') == 0;
        boolean exact = pattern.indexOf('*') < 0;
        if (!extension && !(pattern.startsWith("/") && (prefix || exact))) {
            throw new IllegalArgumentException(
                    "\"" + pattern + "\" is no URL pattern; write /path, /path/* or *.extension");
        }
        return pattern;
    }

    /** A request's path within the application, decoded, as the container maps it. */
    static String pathOf(HttpServletRequest request) {
        String info = request.getPathInfo();
        return request.getServletPath() + (info == null ? "" : info);
    }

    boolean match(String path) {
        return patterns.stream().anyMatch(pattern -> matches(pattern, path));
    }

    private static boolean matches(String pattern, String path) {
        if (pattern.startsWith("*.")) {
            return path.endsWith(pattern.substring(1));
        }
        if (pattern.endsWith("/*")) {
            String prefix = pattern.substring(0, pattern.length() - 2);
            return path.equals(prefix) || path.startsWith(prefix + "/");
        }
        return path.equals(pattern);
    }
}
