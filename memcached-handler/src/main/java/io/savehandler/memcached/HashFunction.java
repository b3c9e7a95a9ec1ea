package io.savehandler.memcached;

/** pecl-memcache's {@code memcache.hash_function}. */
enum HashFunction {
    CRC32 {
        @Override
        int of(String text) {
            return Hashes.crc32(text);
        }
    },
    FNV {
        @Override
        int of(String text) {
            return Hashes.fnv(text);
        }
    };

    abstract int of(String text);
}
