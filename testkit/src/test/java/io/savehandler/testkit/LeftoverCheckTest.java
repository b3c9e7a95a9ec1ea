package io.savehandler.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.Closeable;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

@Tag("once")
class LeftoverCheckTest {
    @Test
    void aThreadThatStillRunsFailsTheTest() {
        try {
            assertThat(failureOf(LeavingAThread.class)).contains("threads left behind", "forgotten");
        } finally {
            LeavingAThread.END.countDown();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void anOpenFileFailsTheTest() throws IOException {
        try {
            assertThat(failureOf(LeavingAFile.class)).contains("file descriptors left behind", "savehandler-left");
        } finally {
            closeAll(LeavingAFile.LEFT);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void anOpenSocketFailsTheTest() throws IOException {
        try {
            assertThat(failureOf(LeavingASocket.class)).contains("file descriptors left behind", "socket:");
        } finally {
            closeAll(LeavingASocket.LEFT);
        }
    }

    @Test
    void aTestThatTidiesUpPasses() {
        Events tests = run(LeavingNothing.class);
        assertThat(tests.succeeded().count()).isEqualTo(1);
    }

    private static void closeAll(List<Closeable> left) throws IOException {
        for (Closeable open : left) {
            open.close();
        }
    }

    private static String failureOf(Class<?> test) {
        Events tests = run(test);
        assertThat(tests.failed().count()).isEqualTo(1);
        return tests.failed().stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class)
                        .getThrowable()
                        .map(Throwable::getMessage)
                        .orElse(""))
                .findFirst()
                .orElse("");
    }

    private static Events run(Class<?> test) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(test))
                .execute()
                .testEvents();
    }

    @ExtendWith(LeftoverCheck.class)
    static class LeavingAThread {
        static final CountDownLatch END = new CountDownLatch(1);

        @Test
        void leaves() {
            Thread thread = new Thread(
                    () -> {
                        try {
                            END.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    },
                    "forgotten");
            thread.setDaemon(true);
            thread.start();
        }
    }

    @ExtendWith(LeftoverCheck.class)
    static class LeavingAFile {
        static final List<Closeable> LEFT = new ArrayList<>();

        @Test
        void leaves() throws IOException {
            Path file = Files.createTempFile("savehandler-left", "");
            LEFT.add(new FileInputStream(file.toFile()));
            Files.delete(file);
        }
    }

    @ExtendWith(LeftoverCheck.class)
    static class LeavingASocket {
        static final List<Closeable> LEFT = new ArrayList<>();

        @Test
        void leaves() throws IOException {
            LEFT.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        }
    }

    @ExtendWith(LeftoverCheck.class)
    static class LeavingNothing {
        @Test
        void tidies() throws Exception {
            Thread thread = new Thread(() -> {});
            thread.start();
            thread.join();
            new ServerSocket(0, 1, InetAddress.getLoopbackAddress()).close();
        }
    }
}
