package io.savehandler.servers;

import java.nio.charset.StandardCharsets;

/** How a program ended and what it printed. Immutable, except that the caller owns what {@link #bytes} returns. */
public final class ProgramResult {
    private final int exitCode;
    private final byte[] output;
    private final String errors;

    ProgramResult(int exitCode, byte[] output, String errors) {
        this.exitCode = exitCode;
        this.output = output;
        this.errors = errors;
    }

    /** The exit code; 0 where all went well. */
    public int exitCode() {
        return exitCode;
    }

    /** A copy of the standard output. */
    public byte[] bytes() {
        return output.clone();
    }

    /** The standard output as UTF-8. */
    public String text() {
        return new String(output, StandardCharsets.UTF_8);
    }

    /** The standard error as UTF-8. */
    public String errors() {
        return errors;
    }

    /**
     * Returns this result if the program ended well and had nothing to complain about.
     *
     * @throws IllegalStateException if the exit code is not 0 or something is on the standard error
     */
    public ProgramResult requireSuccess() {
        if (exitCode != 0 || !errors.isEmpty()) {
            throw new IllegalStateException("exit code " + exitCode + "\n" + errors + "\n" + text());
        }
        return this;
    }
}
