package io.savehandler;

import org.jspecify.annotations.Nullable;

/**
 * Stored bytes are not what the session's format allows, or a value cannot be stored in that format. The stored session
 * stays as it is (PHP deletes it).
 */
public final class SessionDataException extends SessionException {
    private static final long serialVersionUID = 1L;

    private final String format;
    private final long offset;

    /**
     * Creates the error.
     *
     * @param format the format's PHP name, for example {@code php_serialize}
     * @param offset where in the stored bytes, counted from 0, or -1 where no place applies
     * @param problem what is wrong and what to do; no data
     * @param cause the decoder's error, or null
     */
    public SessionDataException(String format, long offset, String problem, @Nullable Throwable cause) {
        super("Session data in format " + format + text(offset, problem), cause);
        this.format = format;
        this.offset = offset;
    }

    private static String text(long offset, String problem) {
        return offset < 0
                ? ": " + problem
                : ", byte " + offset + ": " + problem + ". See TROUBLESHOOTING.md#malformed-session-data";
    }

    /** PHP's name of the format. */
    public String format() {
        return format;
    }

    /** The offset in bytes, counted from 0, or -1 where no place applies. */
    public long offset() {
        return offset;
    }
}
