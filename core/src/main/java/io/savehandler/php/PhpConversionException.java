package io.savehandler.php;

/** A value is not of the kind that was asked for, or has no counterpart in PHP. The message names both, never the value. */
public final class PhpConversionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what was wanted and what was found.
     *
     * @param message free of session data
     */
    public PhpConversionException(String message) {
        super(message);
    }
}
