package io.savehandler.interop.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.interop.sharing.Counter;
import io.savehandler.interop.sharing.CountingTogether;
import io.savehandler.servers.RequiresPhp;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two PHP processes and two JVMs with four threads each count in one session under its lock, and nothing is lost. */
@RequiresPhp
class CountingTogetherTest {
    private static final int OFTEN = CountingTogether.TIMES / 5;

    @TempDir
    Path directory;

    @TempDir
    Path scripts;

    @Test
    void everyIncrementCountsAndNobodyStarves() {
        Map<String, String> settings = Map.of("session.save_path", directory.toString());
        CountingTogether.run(List.of(
                        Counter.php("php 1", scripts, settings),
                        Counter.php("php 2", scripts, settings),
                        Counter.java("java 1", settings),
                        Counter.java("java 2", settings)))
                .changedHands(CountingTogether.TIMES / 2)
                .gaveTurnsTo("php 1", OFTEN)
                .gaveTurnsTo("php 2", OFTEN)
                .gaveTurnsTo("java 1", 1)
                .gaveTurnsTo("java 2", 1);
        assertThat(directory.resolve("sess_" + CountingTogether.ID)).hasContent(CountingTogether.stored(4));
    }
}
