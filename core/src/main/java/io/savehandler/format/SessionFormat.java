package io.savehandler.format;

import io.savehandler.php.PhpDataException;
import io.savehandler.php.PhpLimits;
import io.savehandler.php.PhpSizeException;

/**
 * One of PHP's serialize handlers ({@code session.serialize_handler}): how the variables of a session become bytes.
 * Immutable and safe for use by many threads. {@link SessionFormats} has them.
 *
 * <p>What was decoded and not changed is encoded to the same bytes. After a change the result is what PHP writes after
 * the same change; variables that hold no back-reference keep their bytes.
 */
public sealed interface SessionFormat permits StoredFormat {

    /**
     * PHP's name of this format.
     *
     * @return the value of {@code session.serialize_handler}, in lower case
     */
    String name();

    /**
     * This format with other limits.
     *
     * @param limits what {@link #decode} shall refuse, and how much {@link #encode} may write
     * @return the format
     */
    SessionFormat withLimits(PhpLimits limits);

    /**
     * Reads the variables of a session. All of the data is checked; values are built when they are asked for.
     *
     * @param data what a session handler read; must not change any more, because the variables use it as it is. No bytes
     *     mean no variables.
     * @return the variables, in the order of the data
     * @throws PhpDataException if the data is malformed in this format, or breaks a limit
     */
    SessionVariables decode(byte[] data);

    /**
     * Writes the variables of a session, which this or another format decoded.
     *
     * @param variables what to write
     * @return the bytes, possibly the very array that was decoded; must not be changed
     * @throws UnstorableKeyException if the variables come from another format and this one cannot hold a key of theirs
     * @throws PhpSizeException if there are more bytes than the limits allow
     * @throws PhpDataException if a value is nested deeper than PHP reads
     */
    byte[] encode(SessionVariables variables);

    /**
     * Starts a session without variables.
     *
     * @return no variables, to be encoded in this format
     */
    default SessionVariables empty() {
        return decode(new byte[0]);
    }
}
