package io.savehandler.php;

/**
 * Bytes are not what PHP's {@code unserialize()} accepts, or break a {@link PhpLimits limit}. Says what is wrong and
 * where, never the data.
 */
public sealed class PhpDataException extends RuntimeException permits PhpSizeException {
    private static final long serialVersionUID = 1L;

    private final String problem;
    private final int offset;

    /**
     * Reports one fault.
     *
     * @param problem what is wrong, free of session data
     * @param offset where: a byte offset from the start of the data, at least 0
     */
    public PhpDataException(String problem, int offset) {
        super("Malformed PHP data at byte " + offset + ": " + problem);
        this.problem = problem;
        this.offset = offset;
    }

    private PhpDataException(String problem, int offset, boolean trace) {
        super("Malformed PHP data at byte " + offset + ": " + problem, null, false, trace);
        this.problem = problem;
        this.offset = offset;
    }

    /** An error that nobody will see: it does not say where in the code it was found. */
    static PhpDataException withoutTrace(String problem, int offset) {
        return new PhpDataException(problem, offset, false);
    }

    /**
     * What is wrong.
     *
     * @return the fault without its place
     */
    public String problem() {
        return problem;
    }

    /**
     * Where the fault is.
     *
     * @return a byte offset from the start of the data, at least 0
     */
    public int offset() {
        return offset;
    }
}
