package io.savehandler.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.SocketFactory;

/** How a Redis is set up. Immutable. */
final class RedisRecipe implements ServerRecipe {
    private final List<String> settings;
    private final List<String> login;
    private final Optional<TestCertificate> certificate;

    RedisRecipe(List<String> settings, List<String> login, Optional<TestCertificate> certificate) {
        this.settings = settings;
        this.login = login;
        this.certificate = certificate;
    }

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public void prepare(Path directory) throws IOException {
        List<String> lines = new ArrayList<>(
                List.of("bind 127.0.0.1", "dir " + directory, "unixsocket " + RedisLaunch.socketIn(directory)));
        certificate.ifPresent(files -> lines.addAll(List.of(
                "tls-cert-file " + files.certificate(),
                "tls-key-file " + files.privateKey(),
                "tls-ca-cert-file " + files.certificate(),
                "tls-auth-clients no")));
        lines.addAll(settings);
        Files.write(file(directory), lines);
    }

    @Override
    public ProcessBuilder launch(Path directory, int port) {
        List<String> command = new ArrayList<>(List.of(
                Executables.get("redis-server").toString(), file(directory).toString()));
        String number = String.valueOf(port);
        command.addAll(
                certificate.isPresent() ? List.of("--port", "0", "--tls-port", number) : List.of("--port", number));
        return new ProcessBuilder(command);
    }

    @Override
    public boolean answers(RunningProgram program, int port) throws IOException {
        try (RespSocket redis = connect(port)) {
            String info = redis.call("INFO");
            return info.contains("process_id:" + program.pid() + "\r\n") && info.contains("\nloading:0");
        }
    }

    RespSocket connect(int port) throws IOException {
        SocketFactory sockets = certificate.isPresent()
                ? certificate.get().clientContext().getSocketFactory()
                : SocketFactory.getDefault();
        RespSocket redis = RespSocket.connect(port, sockets);
        if (!login.isEmpty()) {
            redis.call(login.toArray(String[]::new));
        }
        return redis;
    }

    private static Path file(Path directory) {
        return directory.resolve("redis.conf");
    }
}
