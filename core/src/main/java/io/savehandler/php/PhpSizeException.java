package io.savehandler.php;

/**
 * There are more bytes than {@link PhpLimits#withBytes} allows, in what is read or in what would have to be written. The
 * {@link #offset} is the limit.
 */
public final class PhpSizeException extends PhpDataException {
    private static final long serialVersionUID = 1L;

    PhpSizeException(PhpLimits limits) {
        super("more than the " + limits.bytes() + " bytes allowed", limits.bytes());
    }
}
