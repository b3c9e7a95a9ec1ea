package io.savehandler.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A MariaDB that is being put together; {@link #start} makes it happen, as often as wanted. It keeps its own defaults
 * except for sizes, and except that a commit reaches the operating system, not the disk: enough to outlive a kill. Not
 * thread-safe.
 */
public final class MariaDbLaunch {
    private final List<String> options = new ArrayList<>();

    MariaDbLaunch() {}

    /** Sets one of its options, for example {@code innodb-lock-wait-timeout} to {@code 2}. */
    public MariaDbLaunch setting(String name, String value) {
        options.add("--" + name + "=" + value);
        return this;
    }

    /** Makes its tables, starts it on a free port of 127.0.0.1 and waits until it answers. */
    public RealMariaDb start() {
        return new RealMariaDb(ServerProcess.start(new Recipe(List.copyOf(options))));
    }

    static Path socketIn(Path directory) {
        return directory.resolve("mariadb.sock");
    }

    private static final class Recipe implements ServerRecipe {
        private static final Duration SETUP = Duration.ofSeconds(60);
        private static final int TIMEOUT_MILLIS = 10_000;
        private static final int PROTOCOL_VERSION = 10;
        private static final int GREETING = 4;

        private final List<String> options;

        Recipe(List<String> options) {
            this.options = options;
        }

        @Override
        public String name() {
            return "mariadb";
        }

        @Override
        public void prepare(Path directory) throws IOException {
            List<String> command = command("mariadb-install-db", directory);
            command.addAll(List.of("--auth-root-authentication-method=normal", "--skip-test-db"));
            try (RunningProgram setup = RunningProgram.start("mariadb-setup", new ProcessBuilder(command))) {
                ProgramResult result = setup.await(SETUP);
                if (result.exitCode() != 0) {
                    throw new IllegalStateException("mariadb-install-db: " + result.text() + result.errors());
                }
            }
            Files.write(
                    users(directory),
                    List.of(
                            "CREATE DATABASE IF NOT EXISTS " + RealMariaDb.DATABASE + ";",
                            "CREATE USER IF NOT EXISTS '%s'@'%%' IDENTIFIED BY '%s';"
                                    .formatted(RealMariaDb.USER, RealMariaDb.PASSWORD),
                            "GRANT ALL ON *.* TO '" + RealMariaDb.USER + "'@'%';"));
        }

        @Override
        public ProcessBuilder launch(Path directory, int port) {
            List<String> command = command("mariadbd", directory);
            command.addAll(List.of(
                    "--port=" + port,
                    "--bind-address=127.0.0.1",
                    "--socket=" + socketIn(directory),
                    "--pid-file=" + directory.resolve("mariadb.pid"),
                    "--init-file=" + users(directory),
                    "--innodb-buffer-pool-size=32M"));
            command.addAll(options);
            return new ProcessBuilder(command);
        }

        @Override
        public boolean answers(RunningProgram program, int port) throws IOException {
            if (!program.errors().text().contains("ready for connections")) {
                return false;
            }
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setSoTimeout(TIMEOUT_MILLIS);
                byte[] greeting = socket.getInputStream().readNBytes(GREETING + 1);
                return greeting.length > GREETING && greeting[GREETING] == PROTOCOL_VERSION;
            }
        }

        private static List<String> command(String program, Path directory) {
            List<String> command = new ArrayList<>(List.of(
                    Executables.get(program).toString(),
                    "--no-defaults",
                    "--datadir=" + directory.resolve("data"),
                    "--tmpdir=" + directory,
                    "--skip-name-resolve",
                    "--innodb-log-file-size=4M",
                    "--innodb-flush-method=nosync",
                    "--debug-no-sync"));
            if (ServerAccount.weAreRoot()) {
                command.add("--user=root");
            }
            return command;
        }

        private static Path users(Path directory) {
            return directory.resolve("users.sql");
        }
    }
}
