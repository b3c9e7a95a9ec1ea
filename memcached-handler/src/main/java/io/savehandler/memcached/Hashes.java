package io.savehandler.memcached;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.zip.CRC32;

/** The 32-bit hashes by which PHP's extensions choose a server; all are to be compared as unsigned numbers. */
final class Hashes {
    private static final int FNV_START = 0x811c9dc5;
    private static final int FNV_PRIME = 0x01000193;

    private Hashes() {}

    /** Bob Jenkins's one at a time, libmemcached's default. */
    static int oneAtATime(String text) {
        int hash = 0;
        for (byte b : text.getBytes(UTF_8)) {
            hash += b;
            hash += hash << 10;
            hash ^= hash >>> 6;
        }
        hash += hash << 3;
        hash ^= hash >>> 11;
        return hash + (hash << 15);
    }

    /** CRC-32, pecl-memcache's {@code crc32}. */
    static int crc32(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(UTF_8));
        return (int) crc.getValue();
    }

    /** FNV-1a, pecl-memcache's {@code fnv}. */
    static int fnv(String text) {
        int hash = FNV_START;
        for (byte b : text.getBytes(UTF_8)) {
            hash = (hash ^ b) * FNV_PRIME;
        }
        return hash;
    }

    /** The four numbers, lowest byte first, that an MD5 digest consists of. */
    static int[] md5(String text) {
        int[] numbers = new int[4];
        ByteBuffer.wrap(digest(text))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asIntBuffer()
                .get(numbers);
        return numbers;
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has MD5", e);
        }
    }
}
