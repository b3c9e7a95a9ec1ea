package io.savehandler.files;

import io.savehandler.SessionConfigurationException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * PHP's {@code session.save_path} for {@code files}: {@code path}, {@code N;path} or {@code N;MODE;path}.
 *
 * <p>The numbers are read as C's {@code strtol} reads them: leading space and a sign are allowed. Where {@code strtol} would
 * silently take 0 or a part of the text, this refuses.
 *
 * @param levels N: how many characters of the id name directories above the file
 * @param mode MODE: the access rights of new files, less the process's umask
 * @param directory where the files are, or where the first level of directories is
 */
record FilesSavePath(int levels, int mode, Path directory) {
    private static final String SETTING = "session.save_path";
    private static final String ACCEPTED =
            " It takes a directory, N;directory, or N;MODE;directory: N is 0 to 255 levels of"
                    + " directories, MODE the octal access rights of new files, for example 2;0600;/var/lib/php/sessions";
    private static final int DEFAULT_MODE = 0600;
    private static final int LARGEST_MODE = 07777;
    private static final int MOST_LEVELS = 255;
    private static final Pattern DECIMAL = Pattern.compile("\\s*([+-]?[0-9]{1,18})");
    private static final Pattern OCTAL = Pattern.compile("\\s*([+-]?[0-7]{1,18})");

    /**
     * Reads a save path; an empty one is the system's directory for temporary files, as in PHP.
     *
     * @throws SessionConfigurationException if it is none
     */
    static FilesSavePath parse(String text) {
        if (text.isEmpty()) {
            return new FilesSavePath(0, DEFAULT_MODE, directory(System.getProperty("java.io.tmpdir"), text));
        }
        String[] parts = text.split(";", 3);
        int levels = parts.length == 1 ? 0 : number(DECIMAL, 10, MOST_LEVELS, parts[0], text);
        int mode = parts.length < 3 ? DEFAULT_MODE : number(OCTAL, 8, LARGEST_MODE, parts[1], text);
        return new FilesSavePath(levels, mode, directory(parts[parts.length - 1], text));
    }

    private static int number(Pattern pattern, int radix, long largest, String part, String text) {
        Matcher matcher = pattern.matcher(part);
        long number = matcher.matches() ? Long.parseLong(matcher.group(1), radix) : -1;
        if (number < 0 || number > largest) {
            throw refused(
                    text, "\"" + part + "\" is " + (radix == 8 ? "no octal mode up to 7777." : "no number of levels."));
        }
        return (int) number;
    }

    private static Path directory(String part, String text) {
        if (part.isEmpty()) {
            throw refused(text, "the directory is missing.");
        }
        try {
            return Path.of(part).toAbsolutePath();
        } catch (InvalidPathException e) {
            throw refused(text, "the directory is no path on this system (" + e.getReason() + ").");
        }
    }

    private static SessionConfigurationException refused(String text, String why) {
        return new SessionConfigurationException(SETTING, "\"" + text + "\" is not accepted: " + why + ACCEPTED);
    }
}
