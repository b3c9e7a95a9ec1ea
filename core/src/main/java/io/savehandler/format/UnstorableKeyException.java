package io.savehandler.format;

/**
 * A session variable's name cannot be stored in the session's format; PHP would drop it, or drop the whole session. Says
 * why and which format can hold it, never the name.
 */
public final class UnstorableKeyException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String format;
    private final String reason;
    private final String remedy;

    UnstorableKeyException(String format, String reason, String remedy) {
        super("The format \"" + format + "\" cannot store this key: " + reason + ". Choose another key, or set"
                + " session.serialize_handler to " + remedy + ", which can hold it.");
        this.format = format;
        this.reason = reason;
        this.remedy = remedy;
    }

    /**
     * The format that cannot hold the key.
     *
     * @return PHP's name of it
     */
    public String format() {
        return format;
    }

    /**
     * What about the key does not fit.
     *
     * @return the reason
     */
    public String reason() {
        return reason;
    }

    /**
     * A format that can hold the key.
     *
     * @return PHP's name of it
     */
    public String remedy() {
        return remedy;
    }
}
