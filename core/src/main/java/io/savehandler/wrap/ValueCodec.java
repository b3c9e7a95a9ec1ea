package io.savehandler.wrap;

/**
 * Turns a session's bytes into the bytes that are stored, and back; always into new arrays, and no bytes into none.
 * Immutable and thread-safe.
 */
interface ValueCodec {

    /**
     * Makes the bytes to store.
     *
     * @param id the session that they will be stored under
     * @param data the session's bytes
     * @throws io.savehandler.SessionDataException if they cannot be stored this way
     */
    byte[] encode(String id, byte[] data);

    /**
     * Makes the session's bytes again.
     *
     * @param id the session that they were stored under
     * @param stored what {@link #encode} made
     * @throws io.savehandler.SessionDataException if it did not make them
     */
    byte[] decode(String id, byte[] stored);

    /** Whether {@link #encode} would no longer store data this way, although {@link #decode} still reads it. */
    boolean isOutdated(byte[] stored);
}
