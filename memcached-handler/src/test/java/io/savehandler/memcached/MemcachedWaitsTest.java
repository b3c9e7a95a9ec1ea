package io.savehandler.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.Concurrency;
import io.savehandler.SessionConfig;
import io.savehandler.Sessions;
import io.savehandler.servers.RealMemcached;
import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import io.savehandler.servers.faults.FaultProxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How often a request waits for Memcached, counted at the wire; strict mode is on and nobody contends. */
@RequiresServers(Server.MEMCACHED)
class MemcachedWaitsTest {
    private static final Duration SLOW = Duration.ofMillis(30);
    private static final String FORGED = "forgedforgedforgedforgedforged00";

    @ParameterizedTest
    @EnumSource(MemcachedProtocol.class)
    void oneServer(MemcachedProtocol protocol) {
        try (Counted counted = new Counted(protocol, 1)) {
            assertThat(counted.waits(Concurrency.READ_ONLY, false))
                    .as("reading")
                    .isEqualTo(1);
            assertThat(counted.waits(Concurrency.MERGE, true)).as("merging").isEqualTo(2);
            assertThat(counted.waits(Concurrency.LAST_WRITE_WINS, true))
                    .as("writing last")
                    .isEqualTo(2);
            assertThat(counted.waits(Concurrency.LOCK, true))
                    .as("changing under the lock")
                    .isEqualTo(4);
            assertThat(counted.waits(Concurrency.LOCK, false))
                    .as("touching under the lock")
                    .isEqualTo(4);
            assertThat(counted.waitsForForgedId()).as("a forged id").isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource(MemcachedProtocol.class)
    void threeServers(MemcachedProtocol protocol) {
        try (Counted counted = new Counted(protocol, 3)) {
            assertThat(counted.waits(Concurrency.READ_ONLY, false))
                    .as("reading")
                    .isEqualTo(1);
            assertThat(counted.waits(Concurrency.MERGE, true)).as("merging").isEqualTo(2);
            assertThat(counted.waits(Concurrency.LOCK, true))
                    .as("changing under the lock")
                    .isLessThanOrEqualTo(5);
        }
    }

    /** One visitor's requests. */
    private static final class Counted implements AutoCloseable {
        private final List<RealMemcached> servers;
        private final List<FaultProxy> wires;
        private final Sessions sessions;
        private final String id;

        Counted(MemcachedProtocol protocol, int count) {
            servers = Stream.generate(RealMemcached::start).limit(count).toList();
            wires = servers.stream().map(FaultProxy::to).toList();
            String savePath =
                    wires.stream().map(wire -> "127.0.0.1:" + wire.port()).collect(Collectors.joining(","));
            sessions = Sessions.builder(WarmFactories.warm(MemcachedSessionHandlerFactory.builder()
                            .savePath(savePath)
                            .settings(MemcachedSettings.builder()
                                    .protocol(protocol)
                                    .build())
                            .build()))
                    .config(SessionConfig.from(Map.of("session.gc_probability", "0")))
                    .build();
            id = sessions.run(null, session -> {
                session.put("visits", 1);
                return session.id();
            });
            visit(Concurrency.LOCK, true);
            // Commands sent without waiting for each other are then all sent before the first answer comes.
            wires.forEach(wire -> wire.toClient().delay(SLOW));
        }

        long waits(Concurrency concurrency, boolean change) {
            long before = roundTrips();
            visit(concurrency, change);
            return roundTrips() - before;
        }

        long waitsForForgedId() {
            long before = roundTrips();
            sessions.start(FORGED, Concurrency.READ_ONLY).close();
            return roundTrips() - before;
        }

        private long roundTrips() {
            return wires.stream().mapToLong(FaultProxy::roundTrips).sum();
        }

        private void visit(Concurrency concurrency, boolean change) {
            try (var session = sessions.start(id, concurrency)) {
                assertThat(session.id()).isEqualTo(id);
                if (change) {
                    session.update("visits", visits -> visits.toLong(0) + 1);
                }
            }
        }

        @Override
        public void close() {
            wires.forEach(FaultProxy::resume);
            sessions.close();
            wires.forEach(FaultProxy::close);
            servers.forEach(RealMemcached::close);
        }
    }
}
