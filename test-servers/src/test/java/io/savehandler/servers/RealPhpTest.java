package io.savehandler.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("once")
@RequiresPhp
class RealPhpTest {
    private static final Duration TIME = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    @Test
    void runsCodeAndKeepsEveryByte() {
        ProgramResult result = RealPhp.get()
                .code("echo \"\\0\\xff\", $argv[1];")
                .arguments("-x y")
                .run(TIME);
        assertThat(result.requireSuccess().bytes()).containsExactly(0, 0xff, '-', 'x', ' ', 'y');
    }

    @Test
    void passesSettingsAsTheyAre() {
        ProgramResult result = RealPhp.get()
                .code("echo ini_get('session.save_path'), getenv('E'), getcwd();")
                .ini("session.save_path", "2;0600;/tmp/a b")
                .environment("E", "|e|")
                .directory(directory)
                .run(TIME);
        assertThat(result.requireSuccess().text()).isEqualTo("2;0600;/tmp/a b|e|" + directory);
    }

    @Test
    void runsAScriptFileAndSeparatesItsWarnings() throws IOException {
        Path script = Files.writeString(directory.resolve("a.php"), "before<?php echo $missing; exit(3);");
        ProgramResult result = RealPhp.get().script(script).run(TIME);
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.text()).isEqualTo("before");
        assertThat(result.errors()).contains("Undefined variable $missing");
        assertThatThrownBy(result::requireSuccess).hasMessageContaining("exit code 3");
    }

    @Test
    void talksToARunningScriptAndKillsIt() {
        RunningProgram program = RealPhp.get()
                .code("while (($l = fgets(STDIN)) !== false) { echo 'got ', $l; }")
                .start();
        try (program) {
            program.writeLine("one");
            assertThat(program.output().nextLine(TIME)).isEqualTo("got one");
            program.writeLine("two");
            assertThat(program.output().nextLine(TIME)).isEqualTo("got two");
        }
        assertThat(program.isAlive()).isFalse();
        assertThatThrownBy(() -> program.output().nextLine(TIME)).hasMessageContaining("before a line");
    }

    @Test
    void pausesWithItsChildren() {
        try (RunningProgram program = RunningProgram.start("shell", new ProcessBuilder("sh", "-c", "cat & cat"))) {
            program.writeLine("one");
            assertThat(program.output().nextLine(TIME)).isEqualTo("one");
            program.pause();
            program.writeLine("two");
            assertThatThrownBy(() -> program.output().nextLine(Duration.ofMillis(150)))
                    .hasMessageContaining("silent");
            program.resume();
            assertThat(program.output().nextLine(TIME)).isEqualTo("two");
        }
    }

    @Test
    void servesADirectoryUntilClosed() throws IOException, InterruptedException {
        Files.writeString(directory.resolve("hello.php"), "<?= 'hello ', $_GET['name'];");
        URI page;
        try (PhpWebServer server = RealPhp.get()
                .documentRoot(directory)
                .environment("PHP_CLI_SERVER_WORKERS", "3")
                .serve()) {
            page = server.address().resolve("hello.php?name=you");
            assertThat(get(page)).isEqualTo("hello you");
        }
        assertThatThrownBy(() -> get(page)).isInstanceOf(IOException.class);
    }

    @Test
    void knowsItsExtensions() {
        assertThat(RealPhp.get().hasExtension("session")).isTrue();
        assertThat(RealPhp.get().hasExtension("nosuchthing")).isFalse();
        assertThat(RealPhp.get().version()).matches("\\d+\\.\\d+\\..+");
    }

    private static String get(URI page) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
