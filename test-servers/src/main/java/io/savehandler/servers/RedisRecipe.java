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
        certificate.ifPresent(files -> lines.addAll(tls(files)));
        lines.addAll(settings);
        Files.write(file(directory), lines);
    }

    @Override
    public ProcessBuilder launch(Path directory, int port) {
        List<String> command = new ArrayList<>(List.of(
                Executables.get("redis-server").toString(), file(directory).toString()));
        command.addAll(ports(certificate, port));
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
        RespSocket redis = RespSocket.connect(port, sockets(certificate));
        if (!login.isEmpty()) {
            redis.call(login.toArray(String[]::new));
        }
        return redis;
    }

    /** What servers and sentinels are told about a certificate. */
    static List<String> tls(TestCertificate certificate) {
        return List.of(
                "tls-cert-file " + certificate.certificate(),
                "tls-key-file " + certificate.privateKey(),
                "tls-ca-cert-file " + certificate.authority(),
                "tls-auth-clients no");
    }

    static List<String> ports(Optional<TestCertificate> certificate, int port) {
        String number = String.valueOf(port);
        return certificate.isPresent() ? List.of("--port", "0", "--tls-port", number) : List.of("--port", number);
    }

    static SocketFactory sockets(Optional<TestCertificate> certificate) {
        return certificate.isPresent()
                ? certificate.get().clientContext().getSocketFactory()
                : SocketFactory.getDefault();
    }

    private static Path file(Path directory) {
        return directory.resolve("redis.conf");
    }
}
