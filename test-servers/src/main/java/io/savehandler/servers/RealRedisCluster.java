package io.savehandler.servers;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * A Redis Cluster of three masters with a replica each, all slots covered. A node that is silent for one second is taken
 * for dead, and its replica follows. {@link #close} stops all. Thread-safe.
 */
public final class RealRedisCluster implements AutoCloseable {
    private static final int NODES = 6;
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration TAKING_OVER = Duration.ofSeconds(6);
    private static final long POLL_NANOS = 5_000_000;

    private final OpenServers open = new OpenServers();
    private final List<RealRedis> nodes = new ArrayList<>();

    private RealRedisCluster() {}

    /** Starts all without a password, and waits until every node says that the cluster is whole. */
    public static RealRedisCluster start() {
        return start("");
    }

    /** Starts all; every node asks for the password unless it is empty. */
    public static RealRedisCluster start(String password) {
        return start(password, Optional.empty());
    }

    /** Starts all; nodes speak TLS only, to each other too. */
    public static RealRedisCluster start(String password, TestCertificate certificate) {
        return start(password, Optional.of(certificate));
    }

    private static RealRedisCluster start(String password, Optional<TestCertificate> certificate) {
        RealRedisCluster cluster = new RealRedisCluster();
        try {
            cluster.startNodes(password, certificate);
            cluster.join(password, certificate);
            cluster.awaitWhole(START);
            return cluster;
        } catch (RuntimeException | Error e) {
            cluster.close();
            throw e;
        }
    }

    /** The six nodes; the first three were the masters at the start. */
    public List<RealRedis> nodes() {
        return List.copyOf(nodes);
    }

    /** The nodes that are masters now, as each of them that lives says of itself. */
    public List<RealRedis> masters() {
        return nodes.stream().filter(node -> node.isAlive() && node.isMaster()).collect(Collectors.toList());
    }

    /**
     * Waits until every living node says that all slots are served, and every living replica follows a master.
     *
     * @throws IllegalStateException if that takes longer than the time-out
     */
    public void awaitWhole(Duration timeout) {
        Patience.await("a whole cluster", timeout, () -> {
            for (RealRedis node : nodes) {
                if (node.isAlive() && !isReady(node)) {
                    return false;
                }
            }
            return true;
        });
    }

    /**
     * Lets clients find a node at another port, such as that of a proxy in front of it, until it restarts; waits until every
     * living node tells them so.
     *
     * @throws IllegalStateException if that takes longer than a minute
     */
    public void announce(RealRedis node, int port) {
        try (RedisDoor door = node.door()) {
            door.call("CONFIG", "SET", "cluster-announce-port", String.valueOf(port));
        }
        Patience.await("a node known at port " + port, START, () -> {
            for (RealRedis each : nodes) {
                if (each.isAlive() && !knowsPort(each, port)) {
                    return false;
                }
            }
            return true;
        });
    }

    /**
     * Lets a replica take over from its master, which lives on as its replica.
     *
     * @throws IllegalStateException if that takes longer than a minute
     */
    public void failOver(RealRedis replica) {
        Patience.await("a master at port " + replica.port(), START, () -> {
            if (replica.isMaster()) {
                return true;
            }
            try (RespSocket redis = replica.connect()) {
                redis.call("CLUSTER", "FAILOVER");
            }
            return becomesMaster(replica);
        });
        awaitWhole(START);
    }

    /** Waits a little longer than a replica tries for. */
    private static boolean becomesMaster(RealRedis replica) {
        long end = System.nanoTime() + TAKING_OVER.toNanos();
        while (System.nanoTime() < end) {
            if (replica.isMaster()) {
                return true;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return false;
    }

    private static boolean knowsPort(RealRedis node, int port) throws IOException {
        try (RespSocket redis = node.connect()) {
            return redis.call("CLUSTER", "NODES").contains(":" + port + "@");
        }
    }

    @Override
    public void close() {
        open.close();
    }

    private void startNodes(String password, Optional<TestCertificate> certificate) {
        for (int i = 0; i < NODES; i++) {
            RedisLaunch node = RealRedis.launch()
                    .setting("cluster-enabled yes")
                    .setting("cluster-node-timeout 1000")
                    .setting("repl-diskless-sync-delay 0");
            if (!password.isEmpty()) {
                node.password(password).setting("masterauth \"" + password + "\"");
            }
            certificate.ifPresent(
                    files -> node.tls(files).setting("tls-cluster yes").setting("tls-replication yes"));
            nodes.add(open.add(node.start()));
        }
    }

    private void join(String password, Optional<TestCertificate> certificate) {
        List<String> command =
                new ArrayList<>(List.of(Executables.get("redis-cli").toString(), "--cluster", "create"));
        nodes.forEach(node -> command.add("127.0.0.1:" + node.port()));
        command.addAll(List.of("--cluster-replicas", "1", "--cluster-yes"));
        certificate.ifPresent(files ->
                command.addAll(List.of("--tls", "--cacert", files.certificate().toString())));
        ProcessBuilder builder = new ProcessBuilder(command);
        if (!password.isEmpty()) {
            builder.environment().put("REDISCLI_AUTH", password);
        }
        try (RunningProgram join = RunningProgram.start("redis-cli", builder)) {
            ProgramResult result = join.await(START);
            if (result.exitCode() != 0) {
                throw new IllegalStateException("redis-cli: " + result.text() + result.errors());
            }
        }
    }

    private static boolean isReady(RealRedis node) throws IOException {
        try (RespSocket redis = node.connect()) {
            return redis.call("CLUSTER", "INFO").startsWith("cluster_state:ok")
                    && !redis.call("INFO", "replication").contains("master_link_status:down");
        }
    }
}
