package io.savehandler.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The System V shared memory by which PostgreSQL keeps a second server out of its directory. */
final class SharedMemory {
    private static final Duration TIME = Duration.ofSeconds(10);
    private static final int KEY_AND_ID = 6;

    private SharedMemory() {}

    /** Removes what a killed server has left: the lock file that names it is there then, and only then. */
    static void removeWhatIsLeft(Path data) {
        Path lockFile = data.resolve("postmaster.pid");
        if (!Files.exists(lockFile)) {
            return;
        }
        try {
            List<String> lines = Files.readAllLines(lockFile);
            if (lines.size() > KEY_AND_ID) {
                remove(lastWord(lines.get(KEY_AND_ID)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String lastWord(String line) {
        String text = line.strip();
        return text.substring(text.lastIndexOf(' ') + 1);
    }

    private static void remove(String id) {
        ProcessBuilder command = new ProcessBuilder("ipcrm", "-m", id);
        try (RunningProgram removal = RunningProgram.start("ipcrm", command)) {
            ProgramResult result = removal.await(TIME);
            if (result.exitCode() != 0 && !result.errors().contains("invalid id")) {
                throw new IllegalStateException("ipcrm: " + result.errors());
            }
        }
    }
}
