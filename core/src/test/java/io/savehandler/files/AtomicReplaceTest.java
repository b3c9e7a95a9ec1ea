package io.savehandler.files;

import static io.savehandler.files.SessionDirectory.ID;
import static io.savehandler.files.SessionDirectory.bytes;
import static io.savehandler.files.SessionDirectory.impatient;
import static io.savehandler.files.SessionDirectory.opened;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.SessionConfig;
import io.savehandler.SessionConfigurationException;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AtomicReplaceTest {
    private static final String MARKER = ".savehandler.atomic";
    private static final String LOCKS = ".savehandler.lock";
    private static final String FILE = "jsess_" + ID;
    private static final String LEFTOVER = ".jnew_0123456789abcdef";

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(names = {"ON", "SYNC"})
    void aSavedSessionIsANewFileThatPhpDoesNotTakeForItsOwn(AtomicReplace how) throws IOException {
        try (SessionHandlerFactory factory = replacing(how)) {
            save(factory, "old and long");
            Object before = Files.getAttribute(directory.resolve(FILE), "unix:ino");
            save(factory, "new");
            assertThat(Files.getAttribute(directory.resolve(FILE), "unix:ino")).isNotEqualTo(before);
        }
        assertThat(directory.resolve(FILE)).hasContent("new");
        assertThat(Files.getPosixFilePermissions(directory.resolve(FILE)))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(names()).containsExactlyInAnyOrder(FILE, MARKER, LOCKS);
    }

    @Test
    void anInterruptedThreadSavesWhole() {
        try (SessionHandlerFactory factory = replacing(AtomicReplace.SYNC)) {
            save(factory, "old");
            try (SessionHandler handler = opened(factory, impatient().build())) {
                handler.read(ID);
                Thread.currentThread().interrupt();
                handler.write(ID, bytes("new"));
                assertThat(Thread.interrupted()).isTrue();
            }
        }
        assertThat(directory.resolve(FILE)).hasContent("new");
    }

    @Test
    void aSaveThatFailsLeavesNothingBehind() throws IOException {
        Path inTheWay = directory.resolve(FILE).resolve("in the way");
        FilesSavePath savePath = FilesSavePath.parse(directory.toString());
        try (SessionFiles files = new ReplacingFiles(savePath, false)) {
            SessionPath path = SessionPaths.ofJavaAlone(savePath).of(ID);
            try (SessionFile file = Objects.requireNonNull(files.create(path, 0600))) {
                Files.delete(directory.resolve(FILE));
                Files.createDirectories(inTheWay);
                assertThatThrownBy(() -> file.store(bytes("new"), bytes(""), Instant.now()))
                        .isInstanceOf(IOException.class);
            }
        }
        assertThat(names()).containsExactly(FILE);
        assertThat(inTheWay).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sess_abc", "a/b/sess_abc"})
    void aDirectoryWithFilesOfPhpIsRefusedAndLeftAsItIs(String file) throws IOException {
        Files.createDirectories(directory.resolve(file).getParent());
        Files.createFile(directory.resolve(file));
        assertThatThrownBy(() -> FilesSessionHandlerFactory.builder()
                        .savePath("2;" + directory)
                        .atomicReplace(AtomicReplace.ON)
                        .build())
                .isInstanceOf(SessionConfigurationException.class)
                .hasMessageContaining("#atomic-directory");
        assertThat(directory.resolve(MARKER)).doesNotExist();
    }

    @Test
    void aDirectoryThatPhpCameToLaterIsRefusedAndKeepsItsMark() throws IOException {
        replacing(AtomicReplace.ON).close();
        Files.createFile(directory.resolve("sess_abc"));
        assertThatThrownBy(() -> replacing(AtomicReplace.ON)).isInstanceOf(SessionConfigurationException.class);
        assertThat(directory.resolve(MARKER)).exists();
    }

    @ParameterizedTest
    @EnumSource
    void aDirectoryOfReplacedSessionsIsRefusedToWhoWritesInPlace(FilesLock lock) {
        replacing(AtomicReplace.ON).close();
        assertThatThrownBy(() -> FilesSessionHandlerFactory.builder()
                        .savePath(directory.toString())
                        .lock(lock)
                        .build())
                .isInstanceOf(SessionConfigurationException.class)
                .hasMessageContaining("savehandler.files.atomic_replace")
                .hasMessageContaining("#atomic-directory");
    }

    @Test
    void aDirectoryThatIsNotThereIsRefused() {
        Path missing = directory.resolve("missing");
        assertThatThrownBy(() -> FilesSessionHandlerFactory.builder()
                        .savePath(missing.toString())
                        .atomicReplace(AtomicReplace.ON)
                        .build())
                .isInstanceOf(SessionConfigurationException.class)
                .hasMessageContaining("does not exist");
    }

    @Test
    void gcRemovesOldLeftoversAlone() throws IOException {
        try (SessionHandlerFactory factory = replacing(AtomicReplace.ON)) {
            save(factory, "data");
            Path old = Files.createFile(directory.resolve(LEFTOVER));
            Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
            Path young = Files.createFile(directory.resolve(LEFTOVER + "0"));
            try (SessionHandler handler = opened(factory, impatient().build())) {
                assertThat(handler.gc(Duration.ofMinutes(24))).isZero();
            }
            assertThat(old).doesNotExist();
            assertThat(young).exists();
            assertThat(directory.resolve(FILE)).hasContent("data");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"On", "1", "sync"})
    void theSettingTurnsItOn(String value) {
        try (SessionHandlerFactory factory = fromSettings(Map.of("savehandler.files.atomic_replace", value))) {
            assertThat(factory.toString()).contains("replaced atomically");
            assertThat(factory.toString().contains("synced")).isEqualTo(value.equals("sync"));
        }
    }

    @Test
    void theSettingRefusesWhatItDoesNotKnowAndPhpsLock() {
        assertThatThrownBy(() -> fromSettings(Map.of("savehandler.files.atomic_replace", "often")))
                .isInstanceOf(SessionConfigurationException.class)
                .hasMessageContaining("Off, On or sync");
        assertThatThrownBy(() ->
                        fromSettings(Map.of("savehandler.files.atomic_replace", "On", "savehandler.files.lock", "php")))
                .isInstanceOf(SessionConfigurationException.class)
                .hasMessageContaining("savehandler.files.lock=java-only");
    }

    private SessionHandlerFactory fromSettings(Map<String, String> settings) {
        Map<String, String> all = new TreeMap<>(settings);
        all.put("session.save_path", directory.toString());
        return new FilesSessionHandlerProvider().create(SessionConfig.from(all));
    }

    private SessionHandlerFactory replacing(AtomicReplace how) {
        return FilesSessionHandlerFactory.builder()
                .savePath(directory.toString())
                .atomicReplace(how)
                .build();
    }

    private static void save(SessionHandlerFactory factory, String data) {
        try (SessionHandler handler = opened(factory, impatient().build())) {
            handler.read(ID);
            handler.write(ID, bytes(data));
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
