package io.savehandler.fuzz;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.savehandler.format.SessionFormats;

/**
 * Any bytes, read as each format. A build tries the inputs that earlier fuzzing has left below
 * {@code FormatsFuzzTestInputs}; with {@code JAZZER_FUZZ=1} Jazzer looks for new ones, see CONTRIBUTING.md.
 */
class FormatsFuzzTest {

    @FuzzTest(maxDuration = "10m")
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
    void php(byte[] data) {
        new HostileSession(SessionFormats.php(), data).check();
    }

    @FuzzTest(maxDuration = "10m")
    @DictionaryEntries({"\001ai:1;", "a:1:{", "i:0;", "s:1:\"a\";", "O:8:\"stdClass\":1:{", "R:1;", "r:1;", "d:0.1;"})
    void phpBinary(byte[] data) {
        new HostileSession(SessionFormats.phpBinary(), data).check();
    }

    @FuzzTest(maxDuration = "10m")
    @DictionaryEntries({
        "a:1:{s:1:\"a\";",
        "i:0;",
        "b:1;",
        "O:1:\"A\":1:{",
        "R:2;",
        "r:2;",
        "E:3:\"A:B\";",
        "S:1:\"\\41\";"
    })
    void phpSerialize(byte[] data) {
        new HostileSession(SessionFormats.phpSerialize(), data).check();
    }

    @FuzzTest(maxDuration = "10m")
    @DictionaryEntries({
        "\024\001\021\001a",
        "\024\001\006\000",
        "\045\001\001",
        "\042\001",
        "\027\001A\024\001",
        "\016\000",
        "\027\001A\047\021\001B"
    })
    void igbinary(byte[] data) {
        new HostileSession(SessionFormats.igbinary(), data).check();
    }
}
