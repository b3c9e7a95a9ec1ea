package io.savehandler.memcached;

/**
 * What a server keeps under a key.
 *
 * @param cas changes with every change of the item; 0 where it is not known
 * @param secondsLeft for how long it will be kept; {@link #ENDLESS}, or {@link #UNKNOWN_END} where the server does not tell
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record MemcachedItem(byte[] data, int flags, long cas, long secondsLeft) {
    static final long ENDLESS = -1;
    static final long UNKNOWN_END = -2;

    /** An item to be stored. */
    MemcachedItem(byte[] data, int flags) {
        this(data, flags, 0, UNKNOWN_END);
    }

    @Override
    public String toString() {
        return "MemcachedItem[" + data.length + " bytes]";
    }
}
