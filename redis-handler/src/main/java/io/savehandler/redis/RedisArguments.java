package io.savehandler.redis;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.CommandArgs;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;

/**
 * A script's keys and arguments as they go over the wire. Whoever calls the script puts them together, so that the driver's
 * thread, which all requests share, has little to do; it copies sessions from where they are. Immutable.
 */
final class RedisArguments extends CommandArgs<byte[], byte[]> {
    /** What is shorter is copied twice, which is less work than to copy it by itself. */
    private static final int SHORT = 512;

    /** A dollar sign, a length of up to ten digits and two ends of line. */
    private static final int MOST_AROUND_ONE = 15;

    private static final byte[][] NONE = {};

    /** All but the long ones. */
    private final byte[] frame;

    private final int length;
    private final int count;
    private final byte[] firstKey;
    private final byte[][] longOnes;
    /** Where in the frame each of the long ones comes. */
    private final int[] places;

    /**
     * @param script its text or its hash
     * @param keys at least one
     */
    RedisArguments(byte[] script, byte[][] keys, byte[][] arguments) {
        super(ByteArrayCodec.INSTANCE);
        firstKey = keys[0];
        count = 2 + keys.length + arguments.length;
        longOnes = longOnes(arguments);
        places = new int[longOnes.length];
        frame = new byte[length(script, keys, arguments)];
        int end = put(RedisScript.ascii(Integer.toString(keys.length)), put(script, 0));
        for (byte[] key : keys) {
            end = put(key, end);
        }
        int passed = 0;
        for (byte[] argument : arguments) {
            if (isLong(argument)) {
                places[passed] = putLength(argument, end);
                end = putEnd(places[passed++]);
            } else {
                end = put(argument, end);
            }
        }
        length = end;
    }

    private static boolean isLong(byte[] argument) {
        return argument.length > SHORT;
    }

    private static byte[][] longOnes(byte[][] arguments) {
        int found = 0;
        for (byte[] argument : arguments) {
            found += isLong(argument) ? 1 : 0;
        }
        if (found == 0) {
            return NONE;
        }
        byte[][] longOnes = new byte[found][];
        int next = 0;
        for (byte[] argument : arguments) {
            if (isLong(argument)) {
                longOnes[next++] = argument;
            }
        }
        return longOnes;
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
        long all = length;
        for (byte[] one : longOnes) {
            all += one.length;
        }
        wire.ensureWritable((int) Math.min(Integer.MAX_VALUE, all));
        int from = 0;
        for (int i = 0; i < longOnes.length; i++) {
            wire.writeBytes(frame, from, places[i] - from);
            wire.writeBytes(longOnes[i]);
            from = places[i];
        }
        wire.writeBytes(frame, from, length - from);
    }

    @Override
    public String toCommandString() {
        return toString();
    }

    @Override
    public String toString() {
        return "RedisArguments";
    }

    /** Of the frame, at most. */
    private static int length(byte[] script, byte[][] keys, byte[][] arguments) {
        int length = script.length + (2 + keys.length + arguments.length) * MOST_AROUND_ONE;
        for (byte[] key : keys) {
            length += key.length;
        }
        for (byte[] argument : arguments) {
            length += isLong(argument) ? 0 : argument.length;
        }
        return length;
    }

    private int put(byte[] part, int begin) {
        int at = putLength(part, begin);
        System.arraycopy(part, 0, frame, at, part.length);
        return putEnd(at + part.length);
    }

    private int putLength(byte[] part, int begin) {
        int at = begin;
        frame[at++] = '$';
        return putEnd(putNumber(part.length, at));
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
