package io.savehandler.redis;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;

/**
 * LZ4 as phpredis stores it: a checksum of the next four bytes, the length of the data in these, least significant byte first,
 * and an LZ4 block. The checksum is CRC-8 with the polynomial 31, from FF on.
 */
final class RedisLz4 implements RedisValueCodec {
    private static final int HEAD = 5;
    private static final int POLYNOMIAL = 0x31;

    /** A length is prolonged by 255 with each byte. */
    private static final int MOST_PER_BYTE = 255;

    private final LZ4Compressor compressor;
    private final LZ4SafeDecompressor decompressor;
    private final int maxBytes;

    /** @param level 0 or less for the fast compressor, 1 to 17 for the one that tries hard */
    RedisLz4(int level, int maxBytes) {
        LZ4Factory factory = LZ4Factory.safeInstance();
        this.compressor = level > 0 ? factory.highCompressor(Math.min(17, level)) : factory.fastCompressor();
        this.decompressor = factory.safeDecompressor();
        this.maxBytes = maxBytes;
    }

    /** No data stays no data. */
    @Override
    public byte[] encode(byte[] data) {
        if (data.length == 0) {
            return data;
        }
        byte[] block = compressor.compress(data);
        ByteBuffer stored = ByteBuffer.allocate(HEAD + block.length).order(ByteOrder.LITTLE_ENDIAN);
        stored.putInt(1, data.length);
        return stored.put(0, checksum(stored.array())).put(HEAD, block).array();
    }

    @Override
    public byte[] decode(byte[] stored) {
        if (stored.length <= HEAD || stored[0] != checksum(stored)) {
            return stored;
        }
        int length = ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN).getInt(1);
        int block = stored.length - HEAD;
        if (length <= 0 || length / MOST_PER_BYTE > block) {
            return stored;
        }
        if (length > maxBytes) {
            throw RedisValueCodec.tooLarge("lz4", maxBytes);
        }
        byte[] data = new byte[length];
        try {
            return decompressor.decompress(stored, HEAD, block, data, 0) == length ? data : stored;
        } catch (LZ4Exception e) {
            return stored;
        }
    }

    private static byte checksum(byte[] stored) {
        int crc = 0xff;
        for (int i = 1; i < HEAD; i++) {
            crc ^= stored[i] & 0xff;
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                crc = (crc & 0x80) == 0 ? crc << 1 : (crc << 1) ^ POLYNOMIAL;
            }
        }
        return (byte) crc;
    }
}
