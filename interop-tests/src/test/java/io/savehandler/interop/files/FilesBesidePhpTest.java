package io.savehandler.interop.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.HandlerContext;
import io.savehandler.LockSettings;
import io.savehandler.SessionGoneException;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.SessionLockTimeoutException;
import io.savehandler.files.FilesSessionHandlerFactory;
import io.savehandler.interop.sharing.PhpRequest;
import io.savehandler.servers.RequiresPhp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One directory, one PHP process, one handler: each step of the one is seen by the other. */
@RequiresPhp
class FilesBesidePhpTest {
    private static final String ID = "besidebesidebesidebesidebeside00";
    private static final HandlerContext IMPATIENT = HandlerContext.builder()
            .lock(LockSettings.builder().waitTimeout(Duration.ofMillis(200)).build())
            .build();

    @TempDir
    Path sessions;

    @TempDir
    Path scripts;

    private String savePath;

    @BeforeEach
    void flat() {
        savePath = sessions.toString();
    }

    @Test
    void javaReadsWhatPhpWrote() {
        phpStores("from-php");
        try (Java java = new Java(IMPATIENT)) {
            assertThat(java.handler.validateId(ID)).isTrue();
            assertThat(java.read()).isEqualTo("d|s:8:\"from-php\";");
        }
    }

    @Test
    void phpReadsWhatJavaWrote() {
        try (Java java = new Java(IMPATIENT)) {
            java.read();
            java.write("d|s:9:\"from-java\";");
        }
        try (PhpRequest php = php()) {
            assertThat(php.step("start")).isEqualTo("started " + ID);
            assertThat(php.step("get")).isEqualTo("got from-java");
            assertThat(php.warnings()).isEmpty();
        }
    }

    @Test
    void javaWaitsForPhpsLock() {
        phpStores("old");
        try (PhpRequest php = php();
                Java impatient = new Java(IMPATIENT);
                Java patient = new Java(HandlerContext.defaults())) {
            php.step("start");
            assertThatThrownBy(impatient::read).isInstanceOf(SessionLockTimeoutException.class);
            CompletableFuture<String> read = CompletableFuture.supplyAsync(patient::read);
            php.step("put new");
            assertThat(read).isNotDone();
            php.step("close");
            assertThat(read.join()).isEqualTo("d|s:3:\"new\";");
        }
    }

    @Test
    void aReaderWithoutALockWaitsForPhpsLockToo() {
        try (PhpRequest php = php();
                Java reader = new Java(HandlerContext.builder()
                        .readOnly(true)
                        .lock(IMPATIENT.lock())
                        .build())) {
            php.step("start");
            assertThatThrownBy(reader::read).isInstanceOf(SessionLockTimeoutException.class);
        }
    }

    @Test
    void phpWaitsForJavasLock() {
        try (PhpRequest php = php();
                Java java = new Java(IMPATIENT)) {
            java.read();
            php.begin("start");
            awaitFlock(php);
            java.write("d|s:3:\"new\";");
            assertThat(php.hasAnswered("started " + ID)).isFalse();
            java.close();
            assertThat(php.answer()).isEqualTo("started " + ID);
            assertThat(php.step("get")).isEqualTo("got new");
        }
    }

    @Test
    void theLockOfAKilledPhpIsFree() {
        phpStores("old");
        PhpRequest php = php();
        php.step("start");
        php.close();
        try (Java java = new Java(IMPATIENT)) {
            assertThat(java.read()).isEqualTo("d|s:3:\"old\";");
        }
    }

    @Test
    void aSessionThatPhpDestroyedIsUnknown() {
        phpStores("old");
        try (PhpRequest php = php();
                Java java = new Java(IMPATIENT)) {
            php.step("start");
            assertThat(php.step("destroy")).isEqualTo("destroyed");
            assertThat(java.handler.validateId(ID)).isFalse();
        }
    }

    @Test
    void aSessionThatJavaDestroyedIsEmptyForTheNextPhpRequest() {
        phpStores("old");
        try (PhpRequest waiting = php();
                PhpRequest next = php();
                Java java = new Java(IMPATIENT)) {
            java.read();
            waiting.begin("start");
            awaitFlock(waiting);
            java.handler.destroy(ID);
            java.close();
            assertThat(waiting.answer()).isEqualTo("started " + ID);
            assertThat(waiting.step("get")).isEqualTo("nothing");
            next.step("start");
            assertThat(next.step("get")).isEqualTo("nothing");
        }
    }

    @Test
    void phpsGcTakesAnExpiredSessionFromUnderJavaWithoutLoss() throws IOException {
        phpStores("old");
        HandlerContext anHour =
                HandlerContext.builder().lifetime(Duration.ofHours(1)).build();
        try (PhpRequest php = php();
                Java java = new Java(anHour)) {
            age(Duration.ofMinutes(30));
            java.read();
            assertThat(php.step("gc 1440")).isEqualTo("removed 1");
            assertThatThrownBy(() -> java.write("d|N;")).isInstanceOf(SessionGoneException.class);
            php.step("start");
            php.step("close");
            java.write("d|s:3:\"new\";");
        }
        assertThat(sessions.resolve("sess_" + ID)).hasContent("d|s:3:\"new\";");
    }

    @Test
    void bothRemoveTheSameFiles() throws IOException {
        phpStores("old");
        age(Duration.ofMinutes(25));
        Files.writeString(sessions.resolve("sess_young"), "");
        Files.writeString(sessions.resolve("other"), "");
        try (Java java = new Java(IMPATIENT)) {
            assertThat(java.handler.gc(Duration.ofMinutes(24))).isEqualTo(1);
        }
        try (PhpRequest php = php()) {
            assertThat(php.step("gc 1440")).isEqualTo("removed 0");
        }
        assertThat(sessions.resolve("sess_young")).exists();
        assertThat(sessions.resolve("other")).exists();
    }

    @Test
    void bothFindAFileTwoLevelsDown() throws IOException {
        Files.createDirectories(sessions.resolve("b/e"));
        savePath = "2;" + sessions;
        phpStores("deep");
        assertThat(sessions.resolve("b/e/sess_" + ID)).exists();
        try (Java java = new Java(IMPATIENT)) {
            assertThat(java.read()).isEqualTo("d|s:4:\"deep\";");
            java.write("d|s:6:\"deeper\";");
        }
        try (PhpRequest php = php()) {
            php.step("start");
            assertThat(php.step("get")).isEqualTo("got deeper");
        }
    }

    @Test
    void bothMakeFilesOfTheSameMode() throws IOException {
        savePath = "0;0640;" + sessions;
        phpStores("theirs");
        Path file = sessions.resolve("sess_" + ID);
        Object phps = Files.getAttribute(file, "unix:mode");
        Files.delete(file);
        try (Java java = new Java(IMPATIENT)) {
            java.read();
            java.write("d|N;");
        }
        assertThat(Files.getAttribute(file, "unix:mode")).isEqualTo(phps);
    }

    @Test
    void bothRefuseASymbolicLink() throws IOException {
        Path elsewhere = Files.writeString(scripts.resolve("elsewhere"), "d|s:6:\"secret\";");
        Files.createSymbolicLink(sessions.resolve("sess_" + ID), elsewhere);
        try (PhpRequest php = php();
                Java java = new Java(IMPATIENT)) {
            assertThat(php.step("start")).isEqualTo("refused");
            assertThatThrownBy(java::read)
                    .hasMessageContaining("symbolic link")
                    .hasMessageContaining(sessions.toString())
                    .message()
                    .doesNotContain(ID);
        }
        assertThat(elsewhere).hasContent("d|s:6:\"secret\";");
    }

    private void phpStores(String data) {
        try (PhpRequest php = php()) {
            php.step("start");
            php.step("put " + data);
            assertThat(php.step("close")).isEqualTo("closed");
            assertThat(php.warnings()).isEmpty();
        }
    }

    private PhpRequest php() {
        return new PhpRequest(scripts, Map.of("session.save_path", savePath), ID);
    }

    private void age(Duration age) throws IOException {
        Files.setLastModifiedTime(
                sessions.resolve("sess_" + ID), FileTime.from(Instant.now().minus(age)));
    }

    /** The kernel's list of locks shows who is blocked, with an arrow. */
    private static void awaitFlock(PhpRequest php) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        String waiter = " " + php.pid() + " ";
        try {
            while (Files.readAllLines(Path.of("/proc/locks")).stream()
                    .noneMatch(lock -> lock.contains("->") && lock.contains(waiter))) {
                assertThat(System.nanoTime()).as("PHP should be waiting by now").isLessThan(end);
                Thread.onSpinWait();
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** A request of a factory of its own. */
    private final class Java implements AutoCloseable {
        private final SessionHandlerFactory factory = FilesSessionHandlerFactory.connect(savePath);
        private final SessionHandler handler;

        Java(HandlerContext context) {
            handler = factory.newHandler(context);
            handler.open("", "PHPSESSID");
        }

        String read() {
            return new String(handler.read(ID), StandardCharsets.ISO_8859_1);
        }

        void write(String data) {
            handler.write(ID, data.getBytes(StandardCharsets.ISO_8859_1));
        }

        @Override
        public void close() {
            handler.close();
            factory.close();
        }
    }
}
