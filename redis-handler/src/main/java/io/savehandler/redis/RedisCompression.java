package io.savehandler.redis;

/** How sessions are compressed in Redis: phpredis's {@code redis.session.compression}, with its layouts. */
public enum RedisCompression {
    /** Sessions are stored as they are. The default; what others have compressed is not read. */
    NONE,
    /** A bare LZF block. Fast and weak; needs nothing. Uncompressed sessions in binary formats may be mistaken for it. */
    LZF,
    /** A head with a checksum and the length, and an LZ4 block. Fast; needs {@code at.yawk.lz4:lz4-java}. */
    LZ4,
    /** A Zstandard frame. The smallest; needs {@code com.github.luben:zstd-jni}, which is native code. */
    ZSTD
}
