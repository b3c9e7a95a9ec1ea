package io.savehandler.examples.twonodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.servers.RequiresPhp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Starting and stopping, as the shell sees it. */
class DemoProcessTest {
    private static final Duration STOP = Duration.ofSeconds(5);
    private static final Duration FAILURE = Duration.ofSeconds(60);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130"})
    void stopsCleanlyOnASignal(String signal, int status) throws Exception {
        try (DemoProcess demo = start("--port", "0")) {
            List<NodeAddress> nodes = demo.awaitNodes();
            Visitor visitor = new Visitor();
            assertThat(visitor.visits(nodes.get(0))).isEqualTo(1);
            assertThat(visitor.visits(nodes.get(1))).isEqualTo(2);
            assertThat(workDirectories()).hasSize(1);

            demo.signal(signal);

            assertThat(demo.awaitEnd(STOP)).isEqualTo(status);
            assertThat(workDirectories()).isEmpty();
            assertThat(demo.output()).startsWith("One session on every node:").endsWith("Ctrl-C stops it.\n");
        }
    }

    @Test
    @RequiresPhp
    void stopsPhpToo() throws Exception {
        try (DemoProcess demo = start("--port", "0", "--php")) {
            assertThat(demo.awaitNodes()).extracting(NodeAddress::name).containsExactly("node-1", "node-2", "php");
            List<ProcessHandle> children = demo.children();
            assertThat(children).isNotEmpty();

            demo.signal("TERM");

            demo.awaitEnd(STOP);
            assertThat(children).noneMatch(ProcessHandle::isAlive);
            assertThat(workDirectories()).isEmpty();
        }
    }

    @Test
    void saysWhichPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertRefused("Port " + taken.getLocalPort() + " is in use", "--port", "" + taken.getLocalPort());
        }
    }

    @Test
    void saysWhatItCannotUse() throws Exception {
        assertRefused("Unknown option --prot; ./demo --help lists them", "--prot");
        assertRefused("session.gc_maxlifetime: \"soon\" is not accepted", "--set=session.gc_maxlifetime=soon");
        assertRefused("session.nonsense: is no known setting", "--set=session.nonsense=1");
        assertRefused("session.save_path", "--save-path=0;99999;/nowhere", "--port=0");
    }

    @Test
    void saysThatPhpIsMissing() throws Exception {
        try (DemoProcess demo =
                DemoProcess.start(directory, Map.of("PATH", directory.toString()), "--port", "0", "--php")) {
            assertThat(demo.awaitEnd(FAILURE)).isEqualTo(2);
            assertThat(demo.output()).contains("--php needs the command php").doesNotContain("\tat ");
            assertThat(workDirectories()).isEmpty();
        }
    }

    @Test
    void explainsItsOptions() throws Exception {
        try (DemoProcess demo = start("--help")) {
            assertThat(demo.awaitEnd(FAILURE)).isZero();
            assertThat(demo.output())
                    .contains("--port", "--nodes", "--save-handler", "--save-path", "--set", "--php", "--help");
        }
    }

    private void assertRefused(String message, String... arguments) throws Exception {
        try (DemoProcess demo = start(arguments)) {
            assertThat(demo.awaitEnd(FAILURE)).isEqualTo(2);
            assertThat(demo.output()).contains(message).doesNotContain("Exception", "\tat ");
            assertThat(workDirectories()).isEmpty();
        }
    }

    private DemoProcess start(String... arguments) throws IOException {
        return DemoProcess.start(directory, Map.of(), arguments);
    }

    private List<Path> workDirectories() throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(Files::isDirectory)
                    .filter(entry -> entry.getFileName().toString().startsWith("savehandler-demo-"))
                    .toList();
        }
    }
}
