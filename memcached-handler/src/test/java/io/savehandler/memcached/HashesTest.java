package io.savehandler.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HashesTest {
    @ParameterizedTest
    @CsvSource({
        "abcdef0123456789abcdef0123, 3107725090",
        "f4pm3jn7spen8peaq8764gv7c0, 493409860",
        "bnq6jscv5oonlgrt02o9e64e9n, 1076519943",
        "10.0.0.1-0, 4128832250",
        "10.0.0.3:11212-0, 2058289270"
    })
    void oneAtATimeIsLibmemcacheds(String text, long hash) {
        assertThat(Integer.toUnsignedLong(Hashes.oneAtATime(text))).isEqualTo(hash);
    }

    /** The check values that the functions' definitions give. */
    @Test
    void theOthersAreTheWellKnownOnes() {
        assertThat(Hashes.crc32("123456789")).isEqualTo(0xcbf43926);
        assertThat(Hashes.fnv("")).isEqualTo(0x811c9dc5);
        assertThat(Hashes.fnv("a")).isEqualTo(0xe40c292c);
        assertThat(Hashes.md5("")).containsExactly(0xd98c1dd4, 0x04b2008f, 0x980980e9, 0x7e42f8ec);
    }
}
