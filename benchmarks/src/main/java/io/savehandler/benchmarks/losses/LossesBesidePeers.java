package io.savehandler.benchmarks.losses;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.savehandler.benchmarks.BenchProgram;
import io.savehandler.servers.RealPostgres;
import io.savehandler.servers.RealRedis;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * A thousand requests of one visitor at once, to two nodes in turns, that share a store: each sets an attribute of its own; then,
 * in another session, each increments one counter. Counted is what the session holds in the end, and the answers that were no
 * success.
 */
public final class LossesBesidePeers implements BenchProgram {
    private static final Logger LOGGER = Logger.getLogger("io.savehandler");
    private static final int REQUESTS = 1000;
    private static final int QUICK_REQUESTS = 100;
    private static final String TABLE = "%-66s %10s %10s %10s %8s%n";

    /** Creates the program. */
    public LossesBesidePeers() {}

    @Override
    public String name() {
        return "losses";
    }

    @Override
    public String purpose() {
        return "what a thousand parallel requests lose over two nodes, beside Spring Session, Jetty and Tomcat";
    }

    @Override
    public void run(List<String> options, PrintStream out) throws Exception {
        LOGGER.setLevel(Level.OFF);
        int requests = options.contains("--quick") ? QUICK_REQUESTS : REQUESTS;
        out.printf(
                "Java %s. %d requests of one visitor at once, over two nodes that share a store.%n",
                Runtime.version(), requests);
        out.println("Savehandler's filter and manager: the attributes under MERGE, the counter under LOCK.");
        out.println();
        out.printf(TABLE, "", "attributes", "counter", "not 2xx", "seconds");
        Path files = Files.createTempDirectory("sessions");
        try (RealRedis redis = RealRedis.start();
                RealPostgres postgres = RealPostgres.start();
                HikariDataSource database = pool(postgres)) {
            for (LossesPeer peer : peers(redis.port(), database, files)) {
                ParallelVisit.Result added = run(peer, VisitorWork.ADDING, requests);
                ParallelVisit.Result counted = run(peer, VisitorWork.COUNTING, requests);
                double seconds = added.took().plus(counted.took()).toMillis() / 1000.0;
                int refused = added.refused() + counted.refused();
                out.printf(TABLE, peer.name(), added.kept(), counted.kept(), refused, "%.1f".formatted(seconds));
            }
        } finally {
            remove(files);
        }
    }

    private static List<LossesPeer> peers(int redis, HikariDataSource database, Path files) throws Exception {
        return List.of(
                OwnPeers.filter(redis),
                OwnPeers.tomcat(redis),
                OwnPeers.jetty(redis),
                SpringPeers.usual(redis),
                SpringPeers.indexed(redis),
                ContainerPeers.jettyWithoutCache(database),
                ContainerPeers.jettyWithCache(database),
                ContainerPeers.tomcatOnDatabase(database),
                ContainerPeers.tomcatOnFiles(files));
    }

    private static ParallelVisit.Result run(LossesPeer peer, VisitorWork work, int requests) throws Exception {
        try (PeerNode one = peer.start().start(work);
                PeerNode other = peer.start().start(work)) {
            return ParallelVisit.run(List.of(one, other), work, requests);
        }
    }

    private static HikariDataSource pool(RealPostgres postgres) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(postgres.jdbcUrl());
        config.setUsername(postgres.user());
        config.setPassword(postgres.password());
        config.setMaximumPoolSize(40);
        return new HikariDataSource(config);
    }

    private static void remove(Path directory) throws Exception {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
