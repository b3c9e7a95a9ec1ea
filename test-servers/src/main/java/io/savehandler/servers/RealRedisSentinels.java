package io.savehandler.servers;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A Redis master with two replicas, watched by three sentinels. The first sentinel takes a master for dead that is silent
 * for a second, the others half a second later each, lest two of them run for the same office; two of three elect the one
 * that replaces it. {@link #close} stops all. Thread-safe.
 */
public final class RealRedisSentinels implements AutoCloseable {
    private static final String MASTER_NAME = "mymaster";
    private static final int REPLICAS = 2;
    private static final int SENTINELS = 3;
    private static final int PATIENCE_MILLIS = 1_000;
    private static final int MORE_PATIENCE_MILLIS = 500;
    private static final Duration START = Duration.ofSeconds(30);

    private final OpenServers open = new OpenServers();
    private final List<RealRedis> nodes = new ArrayList<>();
    private final List<SentinelServer> sentinels = new ArrayList<>();

    private RealRedisSentinels() {}

    /** Starts all without a password, and waits until the sentinels know each other and the replicas. */
    public static RealRedisSentinels start() {
        return start("");
    }

    /** Starts all; the master and the replicas, not the sentinels, ask for the password unless it is empty. */
    public static RealRedisSentinels start(String password) {
        return start(password, Optional.empty());
    }

    /** Starts all; sentinels and servers speak TLS only, to each other too. */
    public static RealRedisSentinels start(String password, TestCertificate certificate) {
        return start(password, Optional.of(certificate));
    }

    private static RealRedisSentinels start(String password, Optional<TestCertificate> certificate) {
        RealRedisSentinels all = new RealRedisSentinels();
        try {
            all.startNodes(password, certificate);
            all.startSentinels(password, certificate);
            return all;
        } catch (RuntimeException | Error e) {
            all.close();
            throw e;
        }
    }

    /** The name under which the sentinels know the master. */
    public String masterName() {
        return MASTER_NAME;
    }

    /** The three sentinels. */
    public List<SentinelServer> sentinels() {
        return List.copyOf(sentinels);
    }

    /** The servers that hold data: the first master, then its replicas. */
    public List<RealRedis> nodes() {
        return List.copyOf(nodes);
    }

    /** Whom the sentinels take for the master now; asks the first of them that answers. */
    public RealRedis master() {
        for (SentinelServer sentinel : sentinels) {
            try {
                return node(sentinel.masterPort(MASTER_NAME));
            } catch (IOException e) {
                // Perhaps the test has stopped this one.
            }
        }
        throw new IllegalStateException("no sentinel answers");
    }

    /**
     * Waits until another one is master, knows it, and takes writes.
     *
     * @param old the master until now
     * @throws IllegalStateException with what the sentinels printed, if that takes longer than the time-out
     */
    public RealRedis awaitOtherMaster(RealRedis old, Duration timeout) {
        try {
            Patience.await("another master", timeout, () -> {
                RealRedis master = master();
                return master != old && master.isMaster();
            });
            return master();
        } catch (IllegalStateException e) {
            String printed = sentinels.stream().map(RealServer::printed).collect(Collectors.joining("\n"));
            throw new IllegalStateException("no other master; the sentinels printed: " + printed, e);
        }
    }

    @Override
    public void close() {
        open.close();
    }

    private void startNodes(String password, Optional<TestCertificate> certificate) {
        RealRedis master = open.add(node(password, certificate).start());
        nodes.add(master);
        for (int i = 0; i < REPLICAS; i++) {
            RedisLaunch replica = node(password, certificate).setting("replicaof 127.0.0.1 " + master.port());
            nodes.add(open.add(replica.start()));
        }
        Patience.await("both replicas in step", START, () -> {
            for (RealRedis replica : nodes.subList(1, nodes.size())) {
                try (RespSocket redis = replica.connect()) {
                    if (!redis.call("INFO", "replication").contains("master_link_status:up")) {
                        return false;
                    }
                }
            }
            return true;
        });
    }

    private void startSentinels(String password, Optional<TestCertificate> certificate) {
        for (int i = 0; i < SENTINELS; i++) {
            int patience = PATIENCE_MILLIS + i * MORE_PATIENCE_MILLIS;
            sentinels.add(open.add(SentinelServer.start(watching(nodes.get(0), patience, password), certificate)));
        }
        Patience.await("sentinels that know each other", START, () -> {
            for (SentinelServer sentinel : sentinels) {
                if (!knowsAll(sentinel.knownOf(MASTER_NAME))) {
                    return false;
                }
            }
            return true;
        });
    }

    private static List<String> watching(RealRedis master, int patienceMillis, String password) {
        List<String> settings = new ArrayList<>(List.of(
                "sentinel monitor " + MASTER_NAME + " 127.0.0.1 " + master.port() + " 1",
                "sentinel down-after-milliseconds " + MASTER_NAME + " " + patienceMillis,
                "sentinel failover-timeout " + MASTER_NAME + " 4000"));
        if (!password.isEmpty()) {
            settings.add("sentinel auth-pass " + MASTER_NAME + " " + password);
        }
        return settings;
    }

    private static boolean knowsAll(List<String> known) {
        return value(known, "num-slaves").equals(String.valueOf(REPLICAS))
                && value(known, "num-other-sentinels").equals(String.valueOf(SENTINELS - 1))
                && value(known, "flags").equals("master");
    }

    private static String value(List<String> known, String name) {
        return known.get(known.indexOf(name) + 1);
    }

    private static RedisLaunch node(String password, Optional<TestCertificate> certificate) {
        RedisLaunch node = RealRedis.launch().setting("repl-diskless-sync-delay 0");
        certificate.ifPresent(files -> node.tls(files).setting("tls-replication yes"));
        return password.isEmpty() ? node : node.password(password).setting("masterauth \"" + password + "\"");
    }

    private RealRedis node(int port) {
        return nodes.stream()
                .filter(node -> node.port() == port)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the sentinels name a stranger at port " + port));
    }
}
