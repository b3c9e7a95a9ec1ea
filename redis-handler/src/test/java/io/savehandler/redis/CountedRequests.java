package io.savehandler.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.Concurrency;
import io.savehandler.SessionConfig;
import io.savehandler.Sessions;
import io.savehandler.servers.faults.FaultProxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** One visitor's requests, whose waits for Redis are counted at the wire; strict mode is on and nobody contends. */
final class CountedRequests implements AutoCloseable {
    /** Longer than a busy machine stops between two commands that nobody waits between. */
    private static final Duration SLOW = Duration.ofMillis(300);

    private static final Duration GLANCE = Duration.ofMillis(1);
    private static final String FORGED = "forgedforgedforgedforgedforged00";
    /** Enough new ids to have asked every server. */
    private static final int NEW_IDS = 30;

    private final List<FaultProxy> wires;
    private final Sessions sessions;
    private final String id;

    /** Makes the connections, and lets Redis know every script that the tests will run. */
    CountedRequests(String savePath, List<FaultProxy> wires) {
        this(savePath, wires, SLOW);
    }

    /** @param slow how long each answer takes */
    CountedRequests(String savePath, List<FaultProxy> wires, Duration slow) {
        this.wires = wires;
        this.sessions = Sessions.builder(RedisSessionHandlerFactory.connect(savePath))
                .config(SessionConfig.from(Map.of("session.gc_probability", "0")))
                .build();
        this.id = newSession();
        for (Concurrency concurrency : Concurrency.values()) {
            visit(concurrency, concurrency != Concurrency.READ_ONLY);
            visit(concurrency, false);
        }
        for (int i = 0; i < NEW_IDS; i++) {
            newSession();
            forge();
        }
        // Commands sent without waiting for each other are then all sent before the first answer comes.
        wires.forEach(wire -> wire.toClient().delay(slow));
    }

    /** How often a request waits that changes its session or only reads it. */
    long waits(Concurrency concurrency, boolean change) {
        return waits(() -> visit(concurrency, change));
    }

    /**
     * How often a request waits that changes its session under the lock, at the least: the driver may ask a cluster meanwhile
     * who is in charge.
     *
     * @param unwaited how many more answers come that a request does not wait for
     */
    long leastWaitsUnderLock(int requests, int unwaited) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < requests; i++) {
            long before = roundTrips();
            visit(Concurrency.LOCK, true);
            long waits = roundTrips() - before;
            least = Math.min(least, waits);
            while (roundTrips() < before + waits + unwaited) {
                LockSupport.parkNanos(GLANCE.toNanos());
            }
        }
        return least;
    }

    /** How often a request waits whose id nobody knows. */
    long waitsForForgedId() {
        return waits(this::forge);
    }

    @Override
    public void close() {
        wires.forEach(FaultProxy::resume);
        sessions.close();
    }

    private long waits(Runnable request) {
        long before = roundTrips();
        request.run();
        return roundTrips() - before;
    }

    private long roundTrips() {
        return wires.stream().mapToLong(FaultProxy::roundTrips).sum();
    }

    private String newSession() {
        return sessions.run(null, session -> {
            session.put("visits", 1);
            return session.id();
        });
    }

    private void forge() {
        sessions.start(FORGED, Concurrency.READ_ONLY).close();
    }

    private void visit(Concurrency concurrency, boolean change) {
        try (var session = sessions.start(id, concurrency)) {
            assertThat(session.id()).isEqualTo(id);
            if (change) {
                session.update("visits", visits -> visits.toLong(0) + 1);
            }
        }
    }
}
