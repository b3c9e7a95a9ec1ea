package io.savehandler.servers;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How a PostgreSQL is set up: never as root, which it refuses. Immutable. */
final class PostgresRecipe implements ServerRecipe {
    private static final Duration SETUP = Duration.ofSeconds(60);
    private static final Duration SHUTDOWN = Duration.ofSeconds(5);
    private static final ServerAccount ACCOUNT = ServerAccount.preferring("postgres");
    private static final int TIMEOUT_MILLIS = 10_000;
    private static final int SSL_REQUEST = 80877103;

    private final List<String> settings;

    PostgresRecipe(List<String> settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "postgresql";
    }

    @Override
    public void prepare(Path directory) throws IOException {
        Path password = Files.writeString(directory.resolve("password"), RealPostgres.PASSWORD);
        ACCOUNT.own(directory);
        ACCOUNT.own(password);
        List<String> command = new ArrayList<>(List.of(
                Executables.get("initdb").toString(),
                "--pgdata=" + data(directory),
                "--username=" + RealPostgres.USER,
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--no-locale",
                "--no-sync",
                "--wal-segsize=1"));
        try (RunningProgram setup =
                RunningProgram.start("initdb", ACCOUNT.run(command).directory(directory.toFile()))) {
            ProgramResult result = setup.await(SETUP);
            if (result.exitCode() != 0) {
                throw new IllegalStateException("initdb: " + result.text() + result.errors());
            }
        }
    }

    @Override
    public ProcessBuilder launch(Path directory, int port) {
        List<String> command = new ArrayList<>(List.of(
                Executables.get("postgres").toString(), "-D", data(directory).toString(), "-p", String.valueOf(port)));
        List<String> all = new ArrayList<>(
                List.of("listen_addresses=127.0.0.1", "unix_socket_directories=" + directory, "logging_collector=off"));
        all.addAll(settings);
        all.forEach(setting -> command.addAll(List.of("-c", setting)));
        return ACCOUNT.run(command).directory(directory.toFile());
    }

    @Override
    public boolean answers(RunningProgram program, int port) throws IOException {
        if (!program.errors().text().contains("ready to accept connections")) {
            return false;
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream()
                    .write(ByteBuffer.allocate(8).putInt(8).putInt(SSL_REQUEST).array());
            InputStream answer = socket.getInputStream();
            return "NS".indexOf(answer.read()) >= 0;
        }
    }

    @Override
    public void stop(RunningProgram program, Path directory) {
        // Asked to, it takes its shared memory with it. Killed, it cannot.
        program.ask("QUIT");
        program.resume();
        program.endsWithin(SHUTDOWN);
        program.close();
        SharedMemory.removeWhatIsLeft(data(directory));
    }

    private static Path data(Path directory) {
        return directory.resolve("data");
    }
}
