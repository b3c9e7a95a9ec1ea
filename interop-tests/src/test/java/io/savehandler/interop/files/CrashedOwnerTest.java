package io.savehandler.interop.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.LockSettings;
import io.savehandler.SessionConfig;
import io.savehandler.SessionLockTimeoutException;
import io.savehandler.Sessions;
import io.savehandler.files.FilesSessionHandlerFactory;
import io.savehandler.interop.sharing.PhpRequest;
import io.savehandler.servers.JavaProgram;
import io.savehandler.servers.RequiresPhp;
import io.savehandler.servers.RunningProgram;
import java.nio.file.Path;
import java.util.Map;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed in the middle of a request, without a chance to give anything back. */
@RequiresPhp
@Timeout(120)
class CrashedOwnerTest {
    private static final String ID = "crashedcrashedcrashedcrashed0000";
    private static final Duration START = Duration.ofMinutes(1);

    @TempDir
    Path directory;

    @TempDir
    Path scripts;

    private Sessions patient;
    private Sessions impatient;

    @BeforeEach
    void store() {
        patient = sessions(Duration.ofSeconds(60));
        impatient = sessions(Duration.ZERO);
        patient.run(ID, session -> {
            session.put("d", "before");
            return true;
        });
    }

    @AfterEach
    void close() {
        patient.close();
        impatient.close();
    }

    @Test
    void whatAKilledJvmHeldIsFreeAtOnceForJavaAndPhp() {
        try (RunningProgram java = holdingJava()) {
            assertThatThrownBy(() -> impatient.start(ID)).isInstanceOf(SessionLockTimeoutException.class);
            java.close();
            assertThat(read(impatient)).isEqualTo("before");
        }
        try (RunningProgram java = holdingJava();
                PhpRequest php = php()) {
            php.begin("start");
            assertThat(php.hasAnswered("started " + ID)).isFalse();
            java.close();
            assertThat(php.answer()).isEqualTo("started " + ID);
            assertThat(php.step("get")).isEqualTo("got before");
        }
    }

    @Test
    void whatAKilledPhpHeldIsFreeAtOnce() {
        try (PhpRequest php = php()) {
            php.step("start");
            php.step("put lost");
            assertThatThrownBy(() -> impatient.start(ID)).isInstanceOf(SessionLockTimeoutException.class);
            php.close();
            assertThat(read(impatient)).isEqualTo("before");
        }
    }

    @Test
    void whoeverWaitsGetsTheLockOfAKilledOwner() {
        try (RunningProgram java = holdingJava()) {
            CompletableFuture<String> waiting = CompletableFuture.supplyAsync(() -> read(patient));
            java.close();
            assertThat(waiting.join()).isEqualTo("before");
        }
        try (PhpRequest php = php()) {
            php.step("start");
            CompletableFuture<String> waiting = CompletableFuture.supplyAsync(() -> read(patient));
            php.close();
            assertThat(waiting.join()).isEqualTo("before");
        }
    }

    private String read(Sessions sessions) {
        return sessions.run(ID, session -> String.valueOf(session.getString("d")));
    }

    private RunningProgram holdingJava() {
        RunningProgram java = JavaProgram.start(HoldingProgram.class, directory.toString(), ID);
        java.output().awaitText("holding\n", START);
        return java;
    }

    private PhpRequest php() {
        return new PhpRequest(scripts, Map.of("session.save_path", directory.toString()), ID);
    }

    private Sessions sessions(Duration wait) {
        SessionConfig config = SessionConfig.builder()
                .savePath(directory.toString())
                .useStrictMode(false)
                .gcProbability(0, 1)
                .lock(LockSettings.builder().waitTimeout(wait).build())
                .build();
        return Sessions.builder(FilesSessionHandlerFactory.connect(directory.toString()))
                .config(config)
                .build();
    }
}
