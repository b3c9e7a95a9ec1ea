package io.savehandler.files;

import static io.savehandler.files.SessionDirectory.ID;
import static io.savehandler.files.SessionDirectory.NEW_ID;
import static io.savehandler.files.SessionDirectory.bytes;
import static io.savehandler.files.SessionDirectory.impatient;
import static io.savehandler.files.SessionDirectory.opened;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.savehandler.Regeneration;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.SessionInterruptedException;
import io.savehandler.SessionLockTimeoutException;
import io.savehandler.SessionStoreException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Full disks, interrupts, missing directories: nothing is lost, nothing stays locked, no id is told. */
class FilesOnABadDayTest {
    private final UnixAbi abi = UnixAbi.current().orElseThrow();
    private final FaultyLibC libC = new FaultyLibC(NativeAccess.libC(abi));

    @TempDir
    Path path;

    private SessionDirectory directory;
    private SessionHandlerFactory factory;
    private SessionHandler handler;

    @BeforeEach
    void open() {
        directory = new SessionDirectory(path);
        factory = factory(path.toString());
        handler = opened(factory, impatient().build());
    }

    @AfterEach
    void nothingIsLeft() {
        handler.close();
        factory.close();
        assertThat(FileLocks.inUse()).isZero();
    }

    private SessionHandlerFactory factory(String savePath) {
        return new FilesSessionHandlerFactory(new FilesStore(
                SessionPaths.sharedWithPhp(FilesSavePath.parse(savePath)), new UnixFiles(libC, abi), true));
    }

    @Test
    void aFullDiskLeavesTheOldData() {
        directory.store(ID, "a|N;");
        handler.read(ID);
        libC.cutWrite(6);
        libC.failWrite(FaultyLibC.FULL);
        assertFails(() -> handler.write(ID, bytes("longer|i:1;")), "write", "no space left");
        assertThat(directory.stored(ID)).isEqualTo("a|N;");
    }

    @Test
    void aFullDiskLeavesTheOldDataOfASessionThatWasNotRead() {
        directory.store(ID, "a|i:1234;");
        libC.cutWrite(2);
        libC.failWrite(FaultyLibC.FULL);
        assertFails(() -> handler.write(ID, bytes("b|N;")), "write", "no space left");
        assertThat(directory.stored(ID)).isEqualTo("a|i:1234;");
    }

    @Test
    void anErrorHalfWayLeavesTheOldData() {
        directory.store(ID, "a|N;");
        handler.read(ID);
        libC.cutWrite(6);
        libC.failWrite(FaultyLibC.IO_ERROR);
        assertFails(() -> handler.write(ID, bytes("longer|i:1;")), "write", "error 5");
        assertThat(directory.stored(ID)).isEqualTo("a|N;");
    }

    @Test
    void whatCannotBePutBackIsReportedAsUnknown() {
        directory.store(ID, "a|N;");
        handler.read(ID);
        libC.failWrite(FaultyLibC.FULL);
        libC.failWrite(FaultyLibC.IO_ERROR);
        assertThatThrownBy(() -> handler.write(ID, bytes("longer|i:1;")))
                .isInstanceOfSatisfying(
                        SessionStoreException.class,
                        e -> assertThat(e.outcomeUnknown()).isTrue());
    }

    @Test
    void aFullDiskUndoesARegeneration() {
        directory.store(ID, "a|N;");
        handler.read(ID);
        libC.cutWrite(1);
        libC.failWrite(FaultyLibC.FULL);
        assertFails(
                () -> handler.regenerate(new Regeneration(ID, NEW_ID, bytes("b|N;"), true)),
                "regenerate",
                "no space left");
        assertThat(directory.names()).containsExactly("sess_" + ID);
        handler.write(ID, bytes("c|N;"));
        assertThat(directory.stored(ID)).isEqualTo("c|N;");
    }

    @Test
    void interruptedSystemCallsAreRepeated() {
        directory.store(ID, "a|N;");
        libC.failOpen(FaultyLibC.INTERRUPTED);
        libC.failLock(FaultyLibC.INTERRUPTED);
        assertThat(handler.read(ID)).isEqualTo(bytes("a|N;"));
        libC.failWrite(FaultyLibC.INTERRUPTED);
        libC.cutWrite(3);
        handler.write(ID, bytes("b|i:2;"));
        assertThat(directory.stored(ID)).isEqualTo("b|i:2;");
    }

    @Test
    void aFailingLockIsAnError() {
        libC.failLock(-37);
        assertFails(() -> handler.read(ID), "read", "no locks");
    }

    @Test
    void anInterruptWhileWaitingLeavesNothing() throws InterruptedException {
        directory.store(ID, "a|N;");
        try (SessionHandler holder = opened(factory, impatient().build())) {
            holder.read(ID);
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> handler.read(ID)).isInstanceOf(SessionInterruptedException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
        handler.read(ID);
    }

    @Test
    void anInterruptWhileAnotherProcessHasTheLockLeavesNothing() throws IOException {
        directory.store(ID, "a|N;");
        SessionPath file =
                SessionPaths.sharedWithPhp(FilesSavePath.parse(path.toString())).of(ID);
        try (SessionFile foreign = requireNonNull(new UnixFiles(libC, abi).open(file))) {
            assertThat(foreign.tryLock()).isTrue();
            assertThatThrownBy(() -> handler.read(ID)).isInstanceOf(SessionLockTimeoutException.class);
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> handler.read(ID)).isInstanceOf(SessionInterruptedException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(handler.read(ID)).isEqualTo(bytes("a|N;"));
    }

    @Test
    void aMissingDirectoryIsNotAMissingSession() {
        try (SessionHandlerFactory nowhere = factory(path.resolve("nowhere").toString());
                SessionHandler lost = opened(nowhere, impatient().build())) {
            assertFails(() -> lost.read(ID), "read", "the directory does not exist");
            assertFails(() -> lost.validateId(ID), "validateId", "the directory does not exist");
            assertFails(() -> lost.write(ID, bytes("a|N;")), "write", "the directory does not exist");
            assertFails(lost::createId, "createId", "the directory does not exist");
        }
    }

    @Test
    void aMissingLevelIsNamedToo() {
        try (SessionHandlerFactory deep = factory("1;" + path);
                SessionHandler lost = opened(deep, impatient().build())) {
            assertFails(() -> lost.read(ID), "read", "directories of each level");
        }
    }

    @Test
    void anIdAsShortAsTheLevelsIsUnknown() {
        try (SessionHandlerFactory deep = factory("4;" + path);
                SessionHandler lost = opened(deep, impatient().build())) {
            assertThat(lost.validateId("abcd")).isFalse();
            assertThatThrownBy(() -> lost.read("abcd")).hasMessageContaining("4 levels");
        }
    }

    @Test
    void anIdTooLongForAFileNameIsUnknownAndCannotBeRead() {
        String id = "a".repeat(256);
        assertThat(handler.validateId(id)).isFalse();
        assertFails(() -> handler.read(id), "read", "too long");
    }

    @Test
    void aDirectoryInTheFilesPlaceIsNamed() throws IOException {
        Files.createDirectory(directory.file(ID));
        assertFails(() -> handler.read(ID), "read", "no regular file");
        assertThat(handler.gc(Duration.ZERO)).isZero();
    }

    /** PHP's rule: root's files and one's own, unless one is root. */
    @Test
    void aFileOfAnotherUserIsRefused() throws IOException {
        directory.store(ID, "a|N;");
        directory.store(NEW_ID, "b|N;");
        int owner = (Integer) requireNonNull(Files.getAttribute(directory.file(ID), "unix:uid"));
        assumeTrue(owner == 0, "only root can give files away");
        Files.setAttribute(directory.file(ID), "unix:uid", 4321);
        UnixFiles ofAnotherUser = new UnixFiles(libC.runAs(1234), abi);
        try (SessionHandlerFactory foreign = new FilesSessionHandlerFactory(new FilesStore(
                        SessionPaths.sharedWithPhp(FilesSavePath.parse(path.toString())), ofAnotherUser, true));
                SessionHandler stranger = opened(foreign, impatient().build())) {
            assertFails(() -> stranger.read(ID), "read", "not created by the user");
            assertThat(stranger.read(NEW_ID)).isEqualTo(bytes("b|N;"));
        }
        assertThat(handler.read(ID)).isEqualTo(bytes("a|N;"));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void anOpenFileIsClosedInChildProcesses() throws IOException {
        directory.store(ID, "a|N;");
        handler.read(ID);
        assertThat(openFlags()).hasSize(1).allMatch(flags -> (flags & 02000000) != 0);
        handler.close();
        assertThat(openFlags()).isEmpty();
    }

    /** The flags of all descriptors that this process has of the session's file. */
    private List<Integer> openFlags() throws IOException {
        List<Integer> flags = new ArrayList<>();
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            for (Path descriptor : open.filter(Files::isSymbolicLink).toList()) {
                if (Files.exists(descriptor)
                        && Files.readSymbolicLink(descriptor).endsWith("sess_" + ID)) {
                    Path info = Path.of("/proc/self/fdinfo").resolve(descriptor.getFileName());
                    String line = Files.readAllLines(info).get(1);
                    flags.add(Integer.parseInt(line.substring("flags:".length()).strip(), 8));
                }
            }
        }
        return flags;
    }

    @Test
    void anEnormousFileIsRefused() throws IOException {
        try (var file = new RandomAccessFile(directory.file(ID).toFile(), "rw")) {
            file.setLength((1L << 30) + 1);
        }
        assertFails(() -> handler.read(ID), "read", "larger than 1 GiB");
    }

    private void assertFails(ThrowingCallable call, String operation, String problem) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(SessionStoreException.class, e -> {
                    assertThat(e.operation()).isEqualTo(operation);
                    assertThat(e.store()).startsWith(path.toString());
                    assertThat(e.outcomeUnknown()).isFalse();
                    assertThat(wholeText(e))
                            .doesNotContain(ID)
                            .doesNotContain("sess_")
                            .doesNotContain("aaaaaaaa");
                })
                .hasMessageContaining(problem);
    }

    private static String wholeText(Throwable e) {
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
