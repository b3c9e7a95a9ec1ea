package io.savehandler.interop.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.HandlerContext;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.interop.sharing.Counter;
import io.savehandler.interop.sharing.CountingTogether;
import io.savehandler.servers.JavaProgram;
import io.savehandler.servers.RunningProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are replaced in one step, between processes that count and processes that are killed. */
@Tag("once")
class ReplacedFilesTest {
    private static final String ID = "replacereplacereplacereplace0000";
    private static final int READS = 20;
    private static final Duration LONGEST = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    @Test
    void twoProcessesCountTogetherUnderOneLock() {
        Map<String, String> settings =
                Map.of("session.save_path", directory.toString(), "savehandler.files.atomic_replace", "On");
        CountingTogether.run(List.of(Counter.java("java 1", settings), Counter.java("java 2", settings)));
        assertThat(directory.resolve("jsess_" + CountingTogether.ID)).hasContent(CountingTogether.stored(2));
    }

    @RepeatedTest(5)
    void whoeverIsKilledLeavesTheOldDataOrTheNew() throws IOException {
        try (RunningProgram writer = JavaProgram.start(ReplacingProgram.class, directory.toString(), ID)) {
            writer.output().awaitText("ready\n", LONGEST);
            for (int i = 0; i < READS; i++) {
                assertThat(ReplacingProgram.isWhole(storedFile())).isTrue();
            }
        }
        assertThat(ReplacingProgram.isWhole(storedFile())).isTrue();
        try (SessionHandlerFactory factory = ReplacingProgram.factory(directory.toString());
                SessionHandler next = factory.newHandler(HandlerContext.defaults())) {
            next.open("", "PHPSESSID");
            assertThat(ReplacingProgram.isWhole(next.read(ID))).isTrue();
        }
        assertThat(leftovers()).hasSizeLessThanOrEqualTo(1);
    }

    /** Without the lock, as a backup would read it. */
    private byte[] storedFile() throws IOException {
        return Files.readAllBytes(directory.resolve("jsess_" + ID));
    }

    private List<Path> leftovers() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith(".jnew_"))
                    .toList();
        }
    }
}
