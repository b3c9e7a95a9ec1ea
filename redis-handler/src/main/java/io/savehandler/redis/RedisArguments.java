package io.savehandler.redis;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.CommandArgs;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;

/**
 * A script's keys and arguments as they go over the wire. Whoever calls the script puts them together, so that the driver's
 * thread, which all requests share, has one array to copy. Immutable.
 */
final class RedisArguments extends CommandArgs<byte[], byte[]> {
    /** What is larger is not copied once more. */
    private static final int LARGEST = 64 * 1024;

    /** A dollar sign, a length of up to ten digits and two ends of line. */
    private static final int MOST_AROUND_ONE = 15;

    private final byte[] frame;
    private final int length;
    private final int count;
    private final byte[] firstKey;

    /**
     * @param script its text or its hash
     * @param keys at least one
     */
    RedisArguments(byte[] script, byte[][] keys, byte[][] arguments) {
        super(ByteArrayCodec.INSTANCE);
        firstKey = keys[0];
        count = 2 + keys.length + arguments.length;
        frame = new byte[length(script, keys, arguments)];
        int end = put(RedisScript.ascii(Integer.toString(keys.length)), put(script, 0));
        for (byte[] key : keys) {
            end = put(key, end);
        }
        for (byte[] argument : arguments) {
            end = put(argument, end);
        }
        length = end;
    }

    /** Whether there is so little to send that it is worth while to put it together. */
    static boolean areFew(byte[] script, byte[][] keys, byte[][] arguments) {
        return length(script, keys, arguments) <= LARGEST;
    }

    @Override
    public int count() {
        return count;
    }

    /** Tells a cluster's connection where the script belongs. */
    @Override
    public ByteBuffer getFirstEncodedKey() {
        return ByteBuffer.wrap(firstKey);
    }

    @Override
    public void encode(ByteBuf wire) {
        wire.writeBytes(frame, 0, length);
    }

    @Override
    public String toCommandString() {
        return toString();
    }

    @Override
    public String toString() {
        return "RedisArguments";
    }

    /** At most. */
    private static int length(byte[] script, byte[][] keys, byte[][] arguments) {
        long length = script.length + (2L + keys.length + arguments.length) * MOST_AROUND_ONE;
        for (byte[] key : keys) {
            length += key.length;
        }
        for (byte[] argument : arguments) {
            length += argument.length;
        }
        return (int) Math.min(Integer.MAX_VALUE, length);
    }

    private int put(byte[] part, int begin) {
        int at = begin;
        frame[at++] = '$';
        at = putNumber(part.length, at);
        at = putEnd(at);
        System.arraycopy(part, 0, frame, at, part.length);
        return putEnd(at + part.length);
    }

    private int putNumber(int number, int begin) {
        int digits = 1;
        for (int rest = number; rest >= 10; rest /= 10) {
            digits++;
        }
        int rest = number;
        for (int at = begin + digits - 1; at >= begin; at--) {
            frame[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return begin + digits;
    }

    private int putEnd(int at) {
        frame[at] = '\r';
        frame[at + 1] = '\n';
        return at + 2;
    }
}
