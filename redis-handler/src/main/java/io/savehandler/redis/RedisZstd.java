package io.savehandler.redis;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;

/** A Zstandard frame that says how long its data is; phpredis reads no other. */
final class RedisZstd implements RedisValueCodec {
    private static final int USUAL_LEVEL = 3;

    private final int level;
    private final int maxBytes;

    /** @param level from 1 on, otherwise the usual one, 3 */
    RedisZstd(int level, int maxBytes) {
        this.level = Math.min(level < 1 ? USUAL_LEVEL : level, Zstd.maxCompressionLevel());
        this.maxBytes = maxBytes;
    }

    /** No data stays no data. */
    @Override
    public byte[] encode(byte[] data) {
        return data.length == 0 ? data : Zstd.compress(data, level);
    }

    @Override
    public byte[] decode(byte[] stored) {
        long length = stored.length == 0 ? -1 : Zstd.getFrameContentSize(stored);
        if (length < 0) {
            return stored;
        }
        if (length > maxBytes) {
            throw RedisValueCodec.tooLarge("zstd", maxBytes);
        }
        byte[] data = new byte[(int) length];
        try {
            long unpacked = Zstd.decompressByteArray(data, 0, data.length, stored, 0, stored.length);
            return unpacked == length ? data : stored;
        } catch (ZstdException e) {
            return stored;
        }
    }
}
