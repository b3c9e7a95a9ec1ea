package io.savehandler.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import com.ning.compress.lzf.LZFDecoder;
import io.savehandler.SessionConfig;
import io.savehandler.SessionConfigBuilder;
import io.savehandler.SessionConfigurationException;
import io.savehandler.SessionDataException;
import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * phpredis 6.1's layouts of compressed sessions. Not judged by PHP here: the phpredis at hand, 5.3.7, has none of them, so the
 * vectors are made by hand from the layouts as they are documented.
 */
class RedisValueCodecTest {
    private static final int MOST = 1 << 20;

    private static RedisValueCodec codec(RedisCompression compression) {
        return RedisValueCodec.of(RedisSettings.builder()
                .compression(compression)
                .maxSessionBytes(MOST)
                .build());
    }

    /** Of every length up to some hundreds, and then some: text that repeats itself, runs, noise, and all mixed. */
    private static List<byte[]> samples() {
        Random random = new Random(4);
        List<byte[]> samples = new ArrayList<>();
        int[] longer = {4_096, 8_191, 8_192, 8_193, 8_500, 65_535, 65_536, 100_000, MOST};
        for (int i = 0; i < 300 + longer.length; i++) {
            byte[] noise = new byte[i < 300 ? i : longer[i - 300]];
            random.nextBytes(noise);
            byte[] text = new byte[noise.length];
            byte[] mixed = noise.clone();
            for (int at = 0; at < text.length; at++) {
                text[at] = (byte) "visits|i:1;user|s:3:\"ada\";".charAt(at % 26);
                mixed[at] = (at / 700) % 2 == 0 ? text[at] : (byte) (noise[at] & 3);
            }
            samples.addAll(List.of(noise, text, new byte[noise.length], mixed));
        }
        return samples;
    }

    @ParameterizedTest
    @EnumSource
    void whatIsStoredIsReadAgain(RedisCompression compression) {
        RedisValueCodec codec = codec(compression);
        for (byte[] data : samples()) {
            assertThat(codec.decode(codec.encode(data))).isEqualTo(data);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void whatRepeatsItselfBecomesMuchSmaller(RedisCompression compression) {
        byte[] text = "visits|i:1;user|s:3:\"ada\";".repeat(400).getBytes(StandardCharsets.US_ASCII);
        assertThat(codec(compression).encode(text)).hasSizeLessThan(text.length / 20);
    }

    /** PHP's own text formats begin with a letter, which no LZF block does. */
    @ParameterizedTest
    @EnumSource
    void whatIsNotCompressedIsReadAsItIs(RedisCompression compression) {
        for (String text : List.of("", "v", "visits|i:1;", "a:1:{s:6:\"visits\";i:1;}", "visits|i:1;".repeat(50))) {
            byte[] data = text.getBytes(StandardCharsets.US_ASCII);
            assertThat(codec(compression).decode(data)).isEqualTo(data);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "LZF, 00 61 e0 00 00, aaaaaaaaaa",
        "LZF, 02 61 62 63 20 02, abcabc",
        "LZF, 02 61 62 63 e0 03 02, abcabcabcabcabc",
        "LZF, 04 61 62 63 64 65, abcde",
        "LZ4, 42 05 00 00 00 50 61 62 63 64 65, abcde",
        "LZ4, e1 14 00 00 00 1a 61 01 00 50 61 61 61 61 61, aaaaaaaaaaaaaaaaaaaa",
        "ZSTD, 28 b5 2f fd 20 05 29 00 00 61 62 63 64 65, abcde",
    })
    void blocksMadeByHandAreRead(RedisCompression compression, String block, String text) {
        byte[] stored = HexFormat.ofDelimiter(" ").parseHex(block);
        assertThat(codec(compression).decode(stored))
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "LZF, 00 61 e0 00 01", // a match that begins before the data does
        "LZF, 05 61 62 63 64 65", // a literal that is cut off
        "LZF, 00 61 e0 00", // a match that is cut off
        "LZF, 00 61 e0",
        "LZ4, 43 05 00 00 00 50 61 62 63 64 65", // another checksum
        "LZ4, 42 05 00 00 00 50 61 62 63 64", // a block that is cut off
        "ZSTD, 28 b5 2f fd 20 05 29 00 00 61 62 63 64", // a frame that is cut off
        "ZSTD, 28 b5 2f fd 20 04 29 00 00 61 62 63 64 65", // a frame that says another length
    })
    void whatIsDamagedIsTakenAsItIs(RedisCompression compression, String block) {
        byte[] stored = HexFormat.ofDelimiter(" ").parseHex(block);
        assertThat(codec(compression).decode(stored)).isEqualTo(stored);
    }

    @ParameterizedTest
    @EnumSource
    void noBytesAtAllBreakIt(RedisCompression compression) {
        Random random = new Random(5);
        RedisValueCodec codec = codec(compression);
        for (int i = 0; i < 20_000; i++) {
            byte[] noise = new byte[random.nextInt(60)];
            random.nextBytes(noise);
            byte[] stored = i % 2 == 0 ? noise : codec.encode(noise);
            if (stored.length > 0) {
                stored[random.nextInt(stored.length)] ^= (byte) (1 << random.nextInt(8));
            }
            assertThat(codec.decode(stored)).isNotNull();
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aSmallValueDoesNotBecomeALargeSession(RedisCompression compression) {
        byte[] bomb = RedisValueCodec.of(RedisSettings.builder()
                        .compression(compression)
                        .maxSessionBytes(Integer.MAX_VALUE)
                        .build())
                .encode(new byte[MOST + 1]);
        assertThat(bomb).hasSizeLessThan(MOST / 50);
        assertThatThrownBy(() -> codec(compression).decode(bomb))
                .isInstanceOf(SessionDataException.class)
                .hasMessageContaining("savehandler.max_session_bytes");
    }

    /** A chunk of that library's is a block of ours, at most 64 KB long, with a head. */
    @Test
    void anotherLzfReadsOurs() throws Exception {
        for (byte[] data : samples()) {
            byte[] block = codec(RedisCompression.LZF).encode(data);
            if (data.length > 0 && data.length <= 0xffff && block.length <= 0xffff) {
                byte[] chunk = ByteBuffer.allocate(7 + block.length)
                        .put(new byte[] {'Z', 'V', 1})
                        .putShort((short) block.length)
                        .putShort((short) data.length)
                        .put(block)
                        .array();
                assertThat(LZFDecoder.decode(chunk)).isEqualTo(data);
            }
        }
    }

    @Test
    void levelsOutOfRangeCountAsTheNearest() {
        byte[] data = "visits|i:1;".repeat(50).getBytes(StandardCharsets.US_ASCII);
        for (int level : new int[] {Integer.MIN_VALUE, -1, 0, 1, 17, 22, Integer.MAX_VALUE}) {
            for (RedisCompression compression : RedisCompression.values()) {
                RedisValueCodec codec = RedisValueCodec.of(RedisSettings.builder()
                        .compression(compression)
                        .compressionLevel(level)
                        .build());
                assertThat(codec.decode(codec.encode(data))).isEqualTo(data);
            }
        }
        assertThat(Zstd.getFrameContentSize(codec(RedisCompression.ZSTD).encode(data)))
                .isEqualTo(data.length);
    }

    @ParameterizedTest
    @CsvSource({"lz4, at.yawk.lz4:lz4-java", "zstd, com.github.luben:zstd-jni"})
    void withoutItsLibraryItIsRefused(String compression, String library) throws Exception {
        URL[] others = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("lz4-java") && !entry.contains("zstd-jni"))
                .map(RedisValueCodecTest::url)
                .toArray(URL[]::new);
        try (URLClassLoader loader = new URLClassLoader(others, ClassLoader.getPlatformClassLoader())) {
            Class<?> probe = loader.loadClass(Probe.class.getName());
            assertThatThrownBy(() -> probe.getMethod("build", String.class).invoke(null, compression))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .satisfies(refusal -> assertThat(refusal.getClass().getName())
                            .isEqualTo(SessionConfigurationException.class.getName()))
                    .hasMessageContaining("redis.session.compression")
                    .hasMessageContaining(library);
            probe.getMethod("build", String.class).invoke(null, "lzf");
        }
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(entry, e);
        }
    }

    /** Builds a factory where some libraries are missing. */
    public static final class Probe {
        private Probe() {}

        /** Builds and closes it. */
        public static void build(String compression) {
            SessionConfigBuilder config = SessionConfig.builder().savePath("tcp://127.0.0.1");
            config.handlerSetting("redis.session.compression", compression);
            new RedisSessionHandlerProvider().create(config.build()).close();
        }
    }
}
