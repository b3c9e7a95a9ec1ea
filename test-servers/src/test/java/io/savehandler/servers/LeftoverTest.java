package io.savehandler.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing of a server outlives its use, however that ends. */
@Tag("once")
@RequiresServers({Server.REDIS, Server.MEMCACHED, Server.MARIADB, Server.POSTGRESQL})
class LeftoverTest {
    private static final Duration TIME = Duration.ofSeconds(60);

    @AfterEach
    void nothingIsLeft() throws IOException {
        assertThat(ProcessHandle.current().descendants()).isEmpty();
        assertThat(directoriesOf(ProcessHandle.current().pid())).isEmpty();
    }

    static Stream<Supplier<RealServer>> servers() {
        return Stream.of(RealRedis::start, RealMemcached::start, RealMariaDb::start, RealPostgres::start);
    }

    @ParameterizedTest
    @MethodSource("servers")
    void ofAServerThatWasKilledAndIsPaused(Supplier<RealServer> start) {
        RealServer server = start.get();
        server.kill();
        server.restart();
        server.pause();
        server.close();
        server.close();
        assertThat(server.isAlive()).isFalse();
        assertThatThrownBy(server::restart).hasMessageContaining("closed");
    }

    static Stream<Supplier<RealServer>> mistakes() {
        return Stream.of(
                () -> RealRedis.launch().setting("no-such-setting 1").start(),
                () -> RealMemcached.launch().arguments("--no-such-setting").start(),
                () -> RealMariaDb.launch().setting("no-such-setting", "1").start(),
                () -> RealPostgres.launch().setting("no_such_setting", "1").start());
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void ofAServerThatDoesNotStart(Supplier<RealServer> start) {
        assertThatThrownBy(start::get)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("did not start")
                .hasMessageMatching("(?s).*no.such.setting.*");
    }

    @Test
    void ofAJvmThatForgetsItsServers() throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ForgetfulProgram.class.getName());
        try (RunningProgram program = RunningProgram.start("forgetful", new ProcessBuilder(command))) {
            ProgramResult result = program.await(TIME);
            assertThat(result.exitCode()).isZero();
            List<Long> pids = result.text().lines().map(Long::valueOf).collect(Collectors.toList());
            assertThat(pids).hasSize(2).noneMatch(pid -> ProcessHandle.of(pid).isPresent());
            assertThat(directoriesOf(program.pid())).isEmpty();
        }
    }

    private static List<Path> directoriesOf(long jvm) throws IOException {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.filter(path -> path.getFileName().toString().matches("savehandler-[a-z]+-" + jvm + "-.*"))
                    .collect(Collectors.toList());
        }
    }
}
