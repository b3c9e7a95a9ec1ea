package io.savehandler.files;

import io.savehandler.InvalidSessionIdException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** PHP's layout: {@code directory/i/d/sess_id...} or another prefix, with one directory for each of the id's first characters. Thread-safe. */
final class SessionPaths {
    /** What every session file's name begins with that PHP can use. */
    static final String PHP_PREFIX = "sess_";

    private static final String JAVA_PREFIX = "jsess_";

    private final FilesSavePath savePath;
    private final String prefix;
    private final byte[] directory;

    private SessionPaths(FilesSavePath savePath, String prefix) {
        this.savePath = savePath;
        this.prefix = prefix;
        this.directory = bytes(savePath.directory());
    }

    /** Files that PHP can share. */
    static SessionPaths sharedWithPhp(FilesSavePath savePath) {
        return new SessionPaths(savePath, PHP_PREFIX);
    }

    /** Files that PHP must not take for its own. */
    static SessionPaths ofJavaAlone(FilesSavePath savePath) {
        return new SessionPaths(savePath, JAVA_PREFIX);
    }

    /**
     * Where the session's file is.
     *
     * @throws InvalidSessionIdException if the id is too short for the levels, or has characters that PHP's {@code files}
     *     never accepts
     */
    SessionPath of(String id) {
        if (!fits(id)) {
            throw new InvalidSessionIdException("the files handler takes the characters A-Z a-z 0-9 , - and with "
                    + savePath.levels() + " levels of directories more than " + savePath.levels() + " of them");
        }
        StringBuilder relative = new StringBuilder(2 * savePath.levels() + prefix.length() + id.length());
        for (int level = 0; level < savePath.levels(); level++) {
            relative.append(id.charAt(level)).append('/');
        }
        return path(relative.append(prefix).append(id).toString());
    }

    /** Whether an id can have a file here at all. */
    boolean fits(String id) {
        return id.length() > savePath.levels() && id.chars().allMatch(SessionPaths::isAccepted);
    }

    /** The file that a listing of the directory found. */
    SessionPath found(Path file) {
        return path(savePath.directory().relativize(file).toString());
    }

    /** Whether a name of one character can be that of a level's directory. */
    static boolean isLevel(String name) {
        return name.length() == 1 && isAccepted(name.charAt(0));
    }

    /** Whether a name is that of a session's file. */
    boolean isSession(String name) {
        return name.startsWith(prefix);
    }

    /** The id of the session whose file has a name. */
    String idOf(String name) {
        return name.substring(prefix.length());
    }

    FilesSavePath savePath() {
        return savePath;
    }

    private SessionPath path(String relative) {
        byte[] name = relative.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[directory.length + 1 + name.length + 1];
        System.arraycopy(directory, 0, bytes, 0, directory.length);
        bytes[directory.length] = '/';
        System.arraycopy(name, 0, bytes, directory.length + 1, name.length);
        return new SessionPath(savePath.directory(), relative, bytes);
    }

    private static boolean isAccepted(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == ',' || c == '-';
    }

    /** The very bytes that the JDK would hand to the system: its URI escapes those that are not ASCII, one by one. */
    private static byte[] bytes(Path directory) {
        String uri = directory.toUri().getRawPath();
        String escaped = uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(escaped.length());
        for (int i = 0; i < escaped.length(); i++) {
            if (escaped.charAt(i) == '%') {
                bytes.write(Integer.parseInt(escaped, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.write(escaped.charAt(i));
            }
        }
        return bytes.toByteArray();
    }
}
