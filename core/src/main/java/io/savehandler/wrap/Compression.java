package io.savehandler.wrap;

import io.savehandler.SessionDataException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Data as a zlib stream (RFC 1950) behind a head that says so.
 *
 * <pre>
 * 0  4  93 53 48 5A
 * 4  1  how: 0 as it is, 1 zlib
 * 5  4  the data's length in bytes, most significant byte first
 * 9     the data, or its zlib stream
 * </pre>
 *
 * Anything without the head is data as it is. What gains nothing is stored that way too, and gets a head only if it looks
 * as though it had one.
 */
final class Compression implements ValueCodec {
    static final String FORMAT = "compressed";

    private static final int MAGIC = 0x9353485A;
    private static final int HEAD = 9;
    private static final byte AS_IT_IS = 0;
    private static final byte ZLIB = 1;

    // deflate's limit: 258 bytes cost two bits at least
    private static final long MOST_PER_BYTE = 1032;

    private final int level;
    private final int minBytes;
    private final int maxBytes;

    Compression(int level, int minBytes, int maxBytes) {
        this.level = level;
        this.minBytes = minBytes;
        this.maxBytes = maxBytes;
    }

    @Override
    public byte[] encode(String id, byte[] data) {
        if (data.length > maxBytes) {
            throw malformed(data.length + " bytes are more than the " + maxBytes + " that may be stored", null);
        }
        byte[] compressed = data.length < Math.max(minBytes, HEAD) ? null : deflate(data);
        if (compressed != null) {
            return compressed;
        }
        return hasHead(data)
                ? head(HEAD + data.length, AS_IT_IS, data.length).put(data).array()
                : data.clone();
    }

    @Override
    public byte[] decode(String id, byte[] stored) {
        if (!hasHead(stored)) {
            return stored.clone();
        }
        if (stored.length < HEAD) {
            throw malformed("the head is cut off", null);
        }
        int length = ByteBuffer.wrap(stored).getInt(5);
        requireWithinBounds(length, stored.length - HEAD);
        return switch (stored[4]) {
            case AS_IT_IS -> asItIs(stored, length);
            case ZLIB -> inflate(stored, length);
            default -> throw malformed("byte 4 names a method that is not known here", null);
        };
    }

    @Override
    public boolean isOutdated(byte[] stored) {
        return false;
    }

    private byte @Nullable [] deflate(byte[] data) {
        byte[] room = new byte[data.length];
        ByteBuffer target = head(room, ZLIB, data.length);
        Deflater deflater = new Deflater(level);
        try {
            deflater.setInput(data);
            deflater.finish();
            deflater.deflate(target);
            return deflater.finished() ? Arrays.copyOf(room, target.position()) : null;
        } finally {
            deflater.end();
        }
    }

    private static byte[] inflate(byte[] stored, int length) {
        byte[] data = new byte[length];
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(stored, HEAD, stored.length - HEAD);
            boolean full = inflater.inflate(data) == length;
            boolean ended = inflater.finished() || (inflater.inflate(new byte[1]) == 0 && inflater.finished());
            if (!full || !ended || inflater.getRemaining() > 0) {
                throw malformed("the zlib stream is not of the length that the head says", null);
            }
            return data;
        } catch (DataFormatException e) {
            throw malformed("the zlib stream is damaged", e);
        } finally {
            inflater.end();
        }
    }

    private static byte[] asItIs(byte[] stored, int length) {
        if (length != stored.length - HEAD) {
            throw malformed("the data is not of the length that the head says", null);
        }
        return Arrays.copyOfRange(stored, HEAD, stored.length);
    }

    private void requireWithinBounds(int length, int bodyLength) {
        if (length < 0 || length > maxBytes) {
            throw malformed("the head promises more than the " + maxBytes + " bytes that may be read", null);
        }
        if (length > bodyLength * MOST_PER_BYTE) {
            throw malformed("the head promises more than its " + bodyLength + " bytes can hold", null);
        }
    }

    private static boolean hasHead(byte[] bytes) {
        return bytes.length >= Integer.BYTES && ByteBuffer.wrap(bytes).getInt(0) == MAGIC;
    }

    private static ByteBuffer head(int size, byte method, int length) {
        return head(new byte[size], method, length);
    }

    private static ByteBuffer head(byte[] room, byte method, int length) {
        return ByteBuffer.wrap(room).putInt(MAGIC).put(method).putInt(length);
    }

    private static SessionDataException malformed(String problem, @Nullable Throwable cause) {
        return new SessionDataException(FORMAT, -1, problem + "; the stored session stays as it is", cause);
    }
}
