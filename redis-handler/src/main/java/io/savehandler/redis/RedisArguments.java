package io.savehandler.redis;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.CommandArgs;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.Arrays;

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
    private static final int[] NOWHERE = {};

    /** All but the long ones. */
    private final byte[] frame;

    private final int length;
    private final int count;
    private final byte[] firstKey;
    private final byte[][] longOnes;
    /** Where in the frame each of the long ones comes. */
    private final int[] places;

    /**
     * @param beginning of the frame: what names the script, and the number of keys
     * @param keys at least one
     */
    RedisArguments(byte[] beginning, byte[][] keys, byte[][] arguments) {
        super(ByteArrayCodec.INSTANCE);
        firstKey = keys[0];
        count = 2 + keys.length + arguments.length;
        int most = beginning.length + (keys.length + arguments.length) * MOST_AROUND_ONE;
        for (byte[] key : keys) {
            most += key.length;
        }
        int longs = 0;
        for (byte[] argument : arguments) {
            if (argument.length > SHORT) {
                longs++;
            } else {
                most += argument.length;
            }
        }
        longOnes = longs == 0 ? NONE : new byte[longs][];
        places = longs == 0 ? NOWHERE : new int[longs];
        frame = Arrays.copyOf(beginning, most);
        int end = beginning.length;
        for (byte[] key : keys) {
            end = put(key, end);
        }
        length = put(arguments, end);
    }

    private int put(byte[][] arguments, int begin) {
        int end = begin;
        int passed = 0;
        for (byte[] argument : arguments) {
            if (argument.length > SHORT) {
                longOnes[passed] = argument;
                places[passed] = putLength(frame, argument.length, end);
                end = putEnd(frame, places[passed++]);
            } else {
                end = put(argument, end);
            }
        }
        return end;
    }

    private int put(byte[] part, int begin) {
        return put(frame, part, begin);
    }

    /** How the frame of a script begins that is named by its text or its hash. */
    static byte[] beginning(byte[] name, int keys) {
        byte[] number = RedisScript.ascii(Integer.toString(keys));
        byte[] most = new byte[name.length + number.length + 2 * MOST_AROUND_ONE];
        return Arrays.copyOf(most, put(most, number, put(most, name, 0)));
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

    private static int put(byte[] frame, byte[] part, int begin) {
        int at = putLength(frame, part.length, begin);
        System.arraycopy(part, 0, frame, at, part.length);
        return putEnd(frame, at + part.length);
    }

    private static int putLength(byte[] frame, int length, int begin) {
        frame[begin] = '$';
        return putEnd(frame, putNumber(frame, length, begin + 1));
    }

    private static int putNumber(byte[] frame, int number, int begin) {
        int end = begin + 1;
        for (int rest = number; rest >= 10; rest /= 10) {
            end++;
        }
        int rest = number;
        for (int at = end - 1; at >= begin; at--) {
            frame[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return end;
    }

    private static int putEnd(byte[] frame, int at) {
        frame[at] = '\r';
        frame[at + 1] = '\n';
        return at + 2;
    }
}
