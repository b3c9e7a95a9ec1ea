package io.savehandler.fuzz;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.savehandler.format.SessionFormats;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any bytes, read as each format. A build tries the inputs that earlier fuzzing found; with {@code JAZZER_FUZZ=1} Jazzer
 * looks for more, see CONTRIBUTING.md.
 */
@Tag("once")
class FormatsFuzzTest {

    static List<byte[]> phpInputs() {
        return FoundInputs.of("php");
    }

    static List<byte[]> phpBinaryInputs() {
        return FoundInputs.of("php_binary");
    }

    static List<byte[]> phpSerializeInputs() {
        return FoundInputs.of("php_serialize");
    }

    static List<byte[]> igbinaryInputs() {
        return FoundInputs.of("igbinary");
    }

    @MethodSource("phpInputs")
    @DictionaryEntries({
        "a|i:1;",
        "a:1:{",
        "i:0;",
        "s:1:\"a\";",
        "O:8:\"stdClass\":1:{",
        "R:1;",
        "r:1;",
        "C:1:\"A\":2:{N;}"
    })
    @FuzzTest
    void php(byte[] data) {
        new HostileSession(SessionFormats.php(), data).check();
    }

    @MethodSource("phpBinaryInputs")
    @DictionaryEntries({"\001ai:1;", "a:1:{", "i:0;", "s:1:\"a\";", "O:8:\"stdClass\":1:{", "R:1;", "r:1;", "d:0.1;"})
    @FuzzTest
    void phpBinary(byte[] data) {
        new HostileSession(SessionFormats.phpBinary(), data).check();
    }

    @MethodSource("phpSerializeInputs")
    @DictionaryEntries({"a:1:{s:1:\"a\";", "b:1;", "O:1:\"A\":1:{", "R:2;", "r:2;", "E:3:\"A:B\";", "S:1:\"\\41\";"})
    @FuzzTest
    void phpSerialize(byte[] data) {
        new HostileSession(SessionFormats.phpSerialize(), data).check();
    }

    @MethodSource("igbinaryInputs")
    @DictionaryEntries({
        "\024\001\021\001a",
        "\024\001\006\000",
        "\045\001\001",
        "\042\001",
        "\027\001A\024\001",
        "\016\000"
    })
    @FuzzTest
    void igbinary(byte[] data) {
        new HostileSession(SessionFormats.igbinary(), data).check();
    }
}
