package io.savehandler.memcached;

/** pecl-memcache's {@code memcache.hash_function}. */
public enum HashFunction {
    /** CRC-32, the default. */
    CRC32 {
        @Override
        int of(String text) {
            return Hashes.crc32(text);
        }
    },
    /** FNV-1a. */
    FNV {
        @Override
        int of(String text) {
            return Hashes.fnv(text);
        }
    };

    abstract int of(String text);
}
