package io.savehandler.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.Concurrency;
import io.savehandler.Session;
import io.savehandler.SessionConfig;
import io.savehandler.Sessions;
import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;

/** A slot moves from one master of a cluster to another while its sessions are in use; nobody notices. */
@RequiresServers(Server.REDIS)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("once")
class RedisSlotMoveTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration SLOW = Duration.ofMillis(50);
    private static final int REQUESTS = 10;
    private static final int VISITORS = 4;
    private static final int VISITS = 10;

    private final ProxiedCluster cluster = new ProxiedCluster();

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Test
    void requestsGoOnWithoutAnErrorAndNoIncrementIsLost(TestReporter report) throws Exception {
        try (Sessions sessions = Sessions.builder(
                        RedisSessionHandlerFactory.connect(cluster.savePath() + "&prefix={one}:"))
                .build()) {
            String shared = sessions.run(null, session -> {
                session.put("visits", 0);
                return session.id();
            });
            try (SlotMove move = new SlotMove(cluster.cluster(), "{one}:");
                    CountingVisitors<Visitor> visitors =
                            new CountingVisitors<>(VISITORS, sessions, all -> new Visitor(all, shared))) {
                goOn(visitors);
                move.open();
                goOn(visitors);
                while (move.moveSome()) {
                    goOn(visitors);
                }
                goOn(visitors);
                Duration open = move.finish();
                goOn(visitors);
                visitors.stop();
                report.publishEntry("slot", "open for " + open.toMillis() + " ms, " + visitors.all());
                long visits = visitors.all().stream()
                        .mapToLong(visitor -> visitor.visits.get())
                        .sum();
                try (Session session = sessions.start(shared, Concurrency.READ_ONLY)) {
                    assertThat(session.getLong("visits", -1)).isEqualTo(visits);
                }
            }
        }
    }

    @Test
    @Timeout(60)
    void whileASlotMovesARequestWaitsFourTimes() {
        try (CountedRequests requests =
                        new CountedRequests(cluster.savePath() + "&prefix={two}:", cluster.wires(), SLOW);
                SlotMove move = new SlotMove(cluster.cluster(), "{two}:")) {
            move.open();
            // The first one finds out. The lock is at the target, which the source names each time; so is its return.
            assertThat(requests.leastWaitsUnderLock(REQUESTS, 2)).isEqualTo(4);
            move.moveAll();
            // Now the session is there as well, and the lock is given back along with the write.
            assertThat(requests.leastWaitsUnderLock(REQUESTS, 0)).isEqualTo(4);
            move.finish();
        }
    }

    @Test
    void whileASlotMovesALockThatOneOfItsOwnLeftIsInNobodysWay() {
        SessionConfig hasty =
                SessionConfig.from(Map.of("savehandler.lock.wait_timeout", "50ms", "savehandler.lock.expire", "10m"));
        try (Sessions sessions = Sessions.builder(
                        RedisSessionHandlerFactory.connect(cluster.savePath() + "&prefix={three}:"))
                .config(hasty)
                .build()) {
            String id = sessions.run(null, session -> {
                session.put("visits", 1);
                return session.id();
            });
            try (SlotMove move = new SlotMove(cluster.cluster(), "{three}:")) {
                move.open();
                String lock = "{three}:" + id + "_LOCK";
                String token = sessions.run(id, session -> move.callAtTarget("GET", lock));
                while (!move.callAtTarget("EXISTS", lock).equals("0")) {
                    Thread.onSpinWait();
                }
                assertThat(move.callAtTarget("SET", lock, token, "PX", "600000"))
                        .isEqualTo("OK");
                assertThat(sessions.<String>run(id, session -> move.callAtTarget("GET", lock)))
                        .startsWith(token.substring(0, token.lastIndexOf('-')))
                        .isNotEqualTo(token);
                move.moveAll();
                move.finish();
            }
        }
    }

    /** Every visitor comes so many times more. */
    private static void goOn(CountingVisitors<Visitor> visitors) {
        visitors.all().forEach(Visitor::mark);
        visitors.await("more visits", PATIENCE, visitor -> visitor.visits.get() >= visitor.marked + VISITS);
    }

    /** Counts in everybody's session and in one of its own, whose id changes now and then. */
    private static final class Visitor implements Runnable {
        private final Sessions sessions;
        private final String shared;
        private final AtomicLong visits = new AtomicLong();
        private String own = "";
        private long marked;

        Visitor(Sessions sessions, String shared) {
            this.sessions = sessions;
            this.shared = shared;
        }

        void mark() {
            marked = visits.get();
        }

        @Override
        public void run() {
            long seen = visits.get();
            try (Session session = sessions.start(shared)) {
                assertThat(session.id()).isEqualTo(shared);
                session.update("visits", count -> count.toLong(0) + 1);
            }
            try (Session session = sessions.start(own.isEmpty() ? null : own)) {
                assertThat(session.getLong("visits", 0)).isEqualTo(seen);
                session.put("visits", seen + 1);
                if (seen % 5 == 3) {
                    session.regenerateId(true);
                }
                own = session.id();
            }
            try (Session session = sessions.start(own)) {
                assertThat(session.getLong("visits", 0)).isEqualTo(seen + 1);
            }
            try (Session session = sessions.start(own, Concurrency.MERGE)) {
                assertThat(session.id()).isEqualTo(own);
                session.put("merged", seen);
            }
            visits.incrementAndGet();
        }

        @Override
        public String toString() {
            return visits + " visits";
        }
    }
}
