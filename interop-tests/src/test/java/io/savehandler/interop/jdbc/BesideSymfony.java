package io.savehandler.interop.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.HandlerContext;
import io.savehandler.LockSettings;
import io.savehandler.SessionLockTimeoutException;
import io.savehandler.interop.sharing.Counter;
import io.savehandler.interop.sharing.CountingTogether;
import io.savehandler.interop.sharing.JavaRequest;
import io.savehandler.interop.sharing.PhpRequest;
import io.savehandler.jdbc.JdbcLockMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One PHP process with Symfony's handler, one of ours: each step of the one is seen by the other; and a race of four. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BesideSymfony {
    private static final int OFTEN = CountingTogether.TIMES / 20;
    private static final HandlerContext IMPATIENT = HandlerContext.builder()
            .lock(LockSettings.builder().waitTimeout(Duration.ofMillis(100)).build())
            .build();

    @TempDir
    static Path scripts;

    private SymfonyTable table;

    /** A database with Symfony's own table. */
    abstract SymfonyTable newTable(Path directory);

    @BeforeAll
    void start() {
        table = newTable(scripts);
    }

    @AfterAll
    void stop() {
        table.close();
    }

    private static String id(String test, JdbcLockMode mode) {
        return (test + mode).repeat(2);
    }

    @ParameterizedTest
    @EnumSource(names = "LEASE", mode = EnumSource.Mode.EXCLUDE)
    void eachReadsWhatTheOtherWrote(JdbcLockMode mode) {
        String id = id("roundtrip", mode);
        try (PhpRequest php = table.phpRequest(mode, id);
                JavaRequest java = table.javaRequest(mode, id, IMPATIENT)) {
            php.step("start");
            php.step("put from-php");
            assertThat(php.step("close")).isEqualTo("closed");
            assertThat(java.read()).isEqualTo("d|s:8:\"from-php\";");
            java.write("d|s:9:\"from-java\";");
            java.handler().close();
            assertThat(php.step("start")).isEqualTo("started " + id);
            assertThat(php.step("get")).isEqualTo("got from-java");
            assertThat(php.step("destroy")).isEqualTo("destroyed");
            assertThat(java.read()).isEmpty();
            assertThat(php.warnings()).isEmpty();
        }
        assertThat(table.stored(id)).isEmpty();
    }

    /** To give up is an error, and to wait is to see what PHP has written meanwhile; of a session that is new, too. */
    @ParameterizedTest
    @EnumSource(names = {"ADVISORY", "ROW"})
    void javaWaitsForPhpsLock(JdbcLockMode mode) {
        String id = id("javawaits", mode);
        try (PhpRequest php = table.phpRequest(mode, id);
                JavaRequest impatient = table.javaRequest(mode, id, IMPATIENT);
                JavaRequest patient = table.javaRequest(mode, id, HandlerContext.defaults())) {
            php.step("start");
            assertThatThrownBy(impatient::read).isInstanceOf(SessionLockTimeoutException.class);
            CompletableFuture<String> read = CompletableFuture.supplyAsync(patient::read);
            awaitSomebodyWaiting();
            php.step("put new");
            assertThat(read).isNotDone();
            assertThat(php.step("close")).isEqualTo("closed");
            assertThat(read.join()).isEqualTo("d|s:3:\"new\";");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ADVISORY", "ROW"})
    void phpWaitsForJavasLock(JdbcLockMode mode) {
        String id = id("phpwaits", mode);
        try (PhpRequest php = table.phpRequest(mode, id);
                JavaRequest java = table.javaRequest(mode, id, IMPATIENT)) {
            assertThat(java.read()).isEmpty();
            php.begin("start");
            awaitSomebodyWaiting();
            java.write("d|s:3:\"new\";");
            assertThat(php.hasAnswered("started " + id)).isFalse();
            java.handler().close();
            assertThat(php.answer()).isEqualTo("started " + id);
            assertThat(php.step("get")).isEqualTo("got new");
            assertThat(php.step("close")).isEqualTo("closed");
            assertThat(php.warnings()).isEmpty();
        }
    }

    private void awaitSomebodyWaiting() {
        while (!table.somebodyWaits()) {
            Thread.onSpinWait();
        }
    }

    /** Two PHP processes and two JVMs with four threads each, in one session that does not exist at first. */
    @ParameterizedTest
    @EnumSource(names = {"ADVISORY", "ROW"})
    void everyIncrementCountsAndNobodyStarves(JdbcLockMode mode) {
        CountingTogether.run(List.of(
                        Counter.php("php 1", scripts, table.php(mode)),
                        Counter.php("php 2", scripts, table.php(mode)),
                        Counter.java("java 1", table.java(mode)),
                        Counter.java("java 2", table.java(mode))))
                .changedHands(CountingTogether.TIMES / 4)
                .gaveTurnsTo("php 1", OFTEN)
                .gaveTurnsTo("php 2", OFTEN)
                .gaveTurnsTo("java 1", OFTEN)
                .gaveTurnsTo("java 2", OFTEN);
        assertThat(table.stored(CountingTogether.ID)).isEqualTo(CountingTogether.stored(4));
        try (JavaRequest java = table.javaRequest(mode, CountingTogether.ID, IMPATIENT)) {
            java.handler().destroy(CountingTogether.ID);
        }
    }
}
