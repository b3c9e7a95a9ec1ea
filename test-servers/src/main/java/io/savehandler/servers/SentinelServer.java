package io.savehandler.servers;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A running Redis Sentinel, one of a {@link RealRedisSentinels}. Thread-safe. */
public final class SentinelServer extends RealServer {
    private final Optional<TestCertificate> certificate;

    private SentinelServer(ServerProcess process, Optional<TestCertificate> certificate) {
        super(process);
        this.certificate = certificate;
    }

    static SentinelServer start(List<String> settings, Optional<TestCertificate> certificate) {
        List<String> all = new ArrayList<>(settings);
        certificate.ifPresent(files -> {
            all.addAll(RedisRecipe.tls(files));
            all.add("tls-replication yes");
        });
        return new SentinelServer(ServerProcess.start(new Recipe(List.copyOf(all), certificate)), certificate);
    }

    /** The port of whom this sentinel takes for the master. */
    int masterPort(String masterName) throws IOException {
        try (RespSocket sentinel = RespSocket.connect(port(), RedisRecipe.sockets(certificate))) {
            List<String> address = lines(sentinel.call("SENTINEL", "GET-MASTER-ADDR-BY-NAME", masterName));
            return Integer.parseInt(address.get(1));
        }
    }

    /** What this sentinel knows about the master, as names and values by turns. */
    List<String> knownOf(String masterName) throws IOException {
        try (RespSocket sentinel = RespSocket.connect(port(), RedisRecipe.sockets(certificate))) {
            return lines(sentinel.call("SENTINEL", "MASTER", masterName));
        }
    }

    private static List<String> lines(String reply) {
        return reply.lines().collect(Collectors.toList());
    }

    private static final class Recipe implements ServerRecipe {
        // Not PING-PERIOD: only a replica is promoted that was heard within five of those.
        private static final List<String> HURRY = List.of(
                "SENTINEL",
                "DEBUG",
                "PUBLISH-PERIOD",
                "200",
                "INFO-PERIOD",
                "200",
                "ASK-PERIOD",
                "100",
                "ELECTION-TIMEOUT",
                "2000",
                "TILT-PERIOD",
                "500");

        private final List<String> settings;

        private final Optional<TestCertificate> certificate;

        Recipe(List<String> settings, Optional<TestCertificate> certificate) {
            this.settings = settings;
            this.certificate = certificate;
        }

        @Override
        public String name() {
            return "sentinel";
        }

        @Override
        public void prepare(Path directory) throws IOException {
            // It adds what it learns to this file; a restart goes on from there.
            Files.write(file(directory), settings);
        }

        @Override
        public ProcessBuilder launch(Path directory, int port) {
            List<String> command = new ArrayList<>(List.of(
                    Executables.get("redis-server").toString(),
                    file(directory).toString(),
                    "--sentinel",
                    "--bind",
                    "127.0.0.1",
                    "--dir",
                    directory.toString()));
            command.addAll(RedisRecipe.ports(certificate, port));
            return new ProcessBuilder(command);
        }

        @Override
        public boolean answers(RunningProgram program, int port) throws IOException {
            try (RespSocket sentinel = RespSocket.connect(port, RedisRecipe.sockets(certificate))) {
                if (!sentinel.call("INFO", "server").contains("process_id:" + program.pid() + "\r\n")) {
                    return false;
                }
                hurry(sentinel);
                return true;
            }
        }

        private static Path file(Path directory) {
            return directory.resolve("sentinel.conf");
        }

        /** Sentinels greet each other every two seconds, and do nothing for thirty after the machine was very busy. */
        private static void hurry(RespSocket sentinel) throws IOException {
            try {
                sentinel.call(HURRY.toArray(String[]::new));
            } catch (ProtocolException e) {
                // Before Redis 7 they cannot be hurried, and are only slower.
            }
        }
    }
}
