package io.savehandler.memcached;

import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** What a session's bytes look like as an item. Immutable. */
final class MemcachedValues {
    /** As php-memcached: the bytes, whatever the flags say. */
    static final MemcachedValues BARE = new MemcachedValues(0, 0, false);

    private static final int COMPRESSED = 2;
    private static final int NO_FLAGS = 0;
    private static final int GROWTH = 4096;

    private final int threshold;
    private final int mostBytes;
    private final boolean flagged;

    private MemcachedValues(int threshold, int mostBytes, boolean flagged) {
        this.threshold = threshold;
        this.mostBytes = mostBytes;
        this.flagged = flagged;
    }

    /**
     * As pecl-memcache: zlib where that saves a fifth, and a flag that says so.
     *
     * @param threshold from how many bytes on; 0 for never
     * @param mostBytes how long a session may become again
     */
    static MemcachedValues compressed(int threshold, int mostBytes) {
        return new MemcachedValues(threshold, mostBytes, true);
    }

    MemcachedItem encode(byte[] data) {
        if (flagged && threshold > 0 && data.length >= threshold) {
            byte[] packed = deflate(data);
            if (packed.length <= data.length * 0.8) {
                return new MemcachedItem(packed, COMPRESSED);
            }
        }
        return new MemcachedItem(data.clone(), NO_FLAGS);
    }

    /**
     * The session's bytes.
     *
     * @throws WireException if the item is no session, or a broken one
     */
    byte[] decode(MemcachedItem item) throws WireException {
        if (!flagged || item.flags() == NO_FLAGS) {
            return item.data();
        }
        if (item.flags() != COMPRESSED) {
            throw refused("its flags are " + item.flags() + ", which pecl-memcache does not give to sessions");
        }
        return inflate(item.data());
    }

    private static byte[] deflate(byte[] data) {
        Deflater deflater = new Deflater();
        try {
            deflater.setInput(data);
            deflater.finish();
            ByteArrayOutputStream packed = new ByteArrayOutputStream(data.length / 2);
            byte[] piece = new byte[GROWTH];
            while (!deflater.finished()) {
                packed.write(piece, 0, deflater.deflate(piece));
            }
            return packed.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private byte[] inflate(byte[] packed) throws WireException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(packed);
            ByteArrayOutputStream data = new ByteArrayOutputStream(packed.length * 2);
            byte[] piece = new byte[GROWTH];
            while (!inflater.finished()) {
                int length = inflater.inflate(piece);
                data.write(piece, 0, length);
                if (data.size() > mostBytes || (length == 0 && !inflater.finished())) {
                    throw refused("it ends too early, or becomes longer than savehandler.max_session_bytes");
                }
            }
            return data.toByteArray();
        } catch (DataFormatException e) {
            throw refused("it is flagged as zlib, and is not");
        } finally {
            inflater.end();
        }
    }

    private static WireException refused(String problem) {
        return new WireException(WireException.Kind.REFUSED, "the stored item cannot be read: " + problem);
    }
}
