package io.savehandler.redis;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * LZF as liblzf writes it: one block without head or length. A control byte below 32 is followed by as many literal bytes and
 * one more; any other has the length of a match, less two, in its upper three bits (7: the next byte is added), and the
 * distance, less one, in its lower five and the next byte.
 */
final class RedisLzf implements RedisValueCodec {
    private static final int MALFORMED = -1;
    private static final int LONGEST_RUN = 32;
    private static final int SHORTEST_MATCH = 3;
    private static final int LONGEST_MATCH = 264;
    private static final int FARTHEST = 1 << 13;
    private static final int TABLE_BITS = 14;

    private final int maxBytes;

    RedisLzf(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public byte[] encode(byte[] data) {
        ByteArrayOutputStream block = new ByteArrayOutputStream(data.length / 2 + 16);
        int[] latest = new int[1 << TABLE_BITS];
        Arrays.fill(latest, -FARTHEST - 1);
        int done = 0;
        int position = 0;
        while (position + SHORTEST_MATCH <= data.length) {
            int slot = slot(data, position);
            int candidate = latest[slot];
            latest[slot] = position;
            int length = position - candidate > FARTHEST ? 0 : matching(data, candidate, position);
            if (length < SHORTEST_MATCH) {
                position++;
            } else {
                literals(block, data, done, position);
                match(block, length, position - candidate);
                position += length;
                done = position;
            }
        }
        literals(block, data, done, data.length);
        return block.toByteArray();
    }

    @Override
    public byte[] decode(byte[] stored) {
        long length = unpackedLength(stored);
        if (length == MALFORMED) {
            return stored;
        }
        if (length > maxBytes) {
            throw RedisValueCodec.tooLarge("lzf", maxBytes);
        }
        return unpack(stored, new byte[(int) length]);
    }

    private static int slot(byte[] data, int at) {
        int three = ((data[at] & 0xff) << 16) | ((data[at + 1] & 0xff) << 8) | (data[at + 2] & 0xff);
        return (three * 0x9E3779B1) >>> (Integer.SIZE - TABLE_BITS);
    }

    private static int matching(byte[] data, int candidate, int position) {
        int most = Math.min(LONGEST_MATCH, data.length - position);
        int length = 0;
        while (length < most && data[candidate + length] == data[position + length]) {
            length++;
        }
        return length;
    }

    private static void literals(ByteArrayOutputStream block, byte[] data, int from, int to) {
        for (int at = from; at < to; at += LONGEST_RUN) {
            int run = Math.min(LONGEST_RUN, to - at);
            block.write(run - 1);
            block.write(data, at, run);
        }
    }

    private static void match(ByteArrayOutputStream block, int length, int distance) {
        int far = distance - 1;
        int rest = length - 2;
        block.write((Math.min(7, rest) << 5) | (far >> 8));
        if (rest >= 7) {
            block.write(rest - 7);
        }
        block.write(far);
    }

    /** Goes through a block without unpacking it: how long it would become, or that it is none. */
    private static long unpackedLength(byte[] block) {
        long length = 0;
        for (int at = 0; at < block.length; ) {
            int control = block[at++] & 0xff;
            if (control < LONGEST_RUN) {
                at += control + 1;
                length += control + 1;
            } else {
                int rest = control >> 5;
                if (rest == 7 && at < block.length) {
                    rest += block[at++] & 0xff;
                }
                if (at >= block.length || (((control & 0x1f) << 8) | (block[at++] & 0xff)) >= length) {
                    return MALFORMED;
                }
                length += rest + 2;
            }
            if (at > block.length) {
                return MALFORMED;
            }
        }
        return length;
    }

    private static byte[] unpack(byte[] block, byte[] data) {
        int end = 0;
        for (int at = 0; at < block.length; ) {
            int control = block[at++] & 0xff;
            if (control < LONGEST_RUN) {
                System.arraycopy(block, at, data, end, control + 1);
                at += control + 1;
                end += control + 1;
            } else {
                int rest = control >> 5;
                rest += rest == 7 ? block[at++] & 0xff : 0;
                int from = end - (((control & 0x1f) << 8) | (block[at++] & 0xff)) - 1;
                for (int last = end + rest + 2; end < last; ) {
                    data[end++] = data[from++];
                }
            }
        }
        return data;
    }
}
