package io.savehandler.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.Concurrency;
import io.savehandler.SessionConfig;
import io.savehandler.Sessions;
import io.savehandler.servers.RealRedis;
import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import io.savehandler.servers.faults.FaultProxy;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How often a request waits for Redis, counted at the wire; strict mode is on and nobody contends. */
@RequiresServers(Server.REDIS)
class RedisWaitsTest {
    private static final Duration SLOW = Duration.ofMillis(30);

    private final RealRedis redis = RealRedis.start();
    private final FaultProxy wire = FaultProxy.to(redis);
    private final Sessions sessions = Sessions.builder(
                    RedisSessionHandlerFactory.connect("tcp://127.0.0.1:" + wire.port()))
            .config(SessionConfig.from(Map.of("session.gc_probability", "0")))
            .build();
    private String id = "";

    /** The connection is made, and Redis knows every script that the test will run. */
    @BeforeEach
    void warm() {
        id = sessions.run(null, session -> {
            session.put("visits", 1);
            return session.id();
        });
        for (Concurrency concurrency : Concurrency.values()) {
            visit(concurrency, concurrency != Concurrency.READ_ONLY);
            visit(concurrency, false);
        }
        // Commands sent without waiting for each other are then all sent before the first answer comes.
        wire.toClient().delay(SLOW);
    }

    @AfterEach
    void stop() {
        sessions.close();
        wire.close();
        redis.close();
    }

    @Test
    void readingWaitsOnce() {
        assertThat(waits(Concurrency.READ_ONLY, false)).isEqualTo(1);
    }

    @Test
    void mergingWaitsTwice() {
        assertThat(waits(Concurrency.MERGE, true)).isEqualTo(2);
    }

    @Test
    void theLastWriterWaitsTwice() {
        assertThat(waits(Concurrency.LAST_WRITE_WINS, true)).isEqualTo(2);
    }

    @Test
    void changingUnderTheLockWaitsTwice() {
        assertThat(waits(Concurrency.LOCK, true)).isEqualTo(2);
    }

    @Test
    void touchingUnderTheLockWaitsTwice() {
        assertThat(waits(Concurrency.LOCK, false)).isEqualTo(2);
    }

    @Test
    void aForgedIdCostsOneMoreQuestion() {
        long before = wire.roundTrips();
        sessions.start("forgedforgedforgedforgedforged00", Concurrency.READ_ONLY)
                .close();
        assertThat(wire.roundTrips() - before).isEqualTo(2);
    }

    private long waits(Concurrency concurrency, boolean change) {
        long before = wire.roundTrips();
        visit(concurrency, change);
        return wire.roundTrips() - before;
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
