package io.savehandler.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.Concurrency;
import io.savehandler.Session;
import io.savehandler.Sessions;
import io.savehandler.servers.RealRedis;
import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import io.savehandler.servers.faults.Cut;
import io.savehandler.servers.faults.FaultProxy;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Connections that were cut while nobody used them: the next requests make new ones and notice nothing. */
@RequiresServers(Server.REDIS)
@Tag("once")
class RedisCutConnectionTest {
    private static final int SESSIONS = 12;

    @ParameterizedTest
    @EnumSource(Cut.class)
    void toOneServer(Cut how) {
        try (RealRedis redis = RealRedis.start();
                FaultProxy wire = FaultProxy.to(redis);
                Sessions sessions = connect("tcp://127.0.0.1:" + wire.port())) {
            assertGoOn(sessions, List.of(wire), how);
        }
    }

    /** The connection that the driver takes for the cluster's own is one of many. */
    @Test
    void toTheNodesOfACluster() {
        try (ProxiedCluster cluster = new ProxiedCluster();
                Sessions sessions = connect(cluster.savePath())) {
            for (Cut how : Cut.values()) {
                for (FaultProxy one : cluster.wires()) {
                    assertGoOn(sessions, List.of(one), how);
                }
                assertGoOn(sessions, cluster.wires(), how);
            }
        }
    }

    private static void assertGoOn(Sessions sessions, List<FaultProxy> wires, Cut how) {
        List<String> ids =
                Stream.generate(() -> visit(sessions, null)).limit(SESSIONS).toList();
        wires.forEach(wire -> wire.cut(how));
        // What comes before the driver has noticed is sent, and only a question may then be sent again.
        for (String id : ids) {
            try (Session session = sessions.start(id, Concurrency.READ_ONLY)) {
                assertThat(session.getLong("visits", 0)).isEqualTo(1);
            }
        }
        for (String id : ids) {
            assertThat(visit(sessions, id)).isEqualTo(id);
        }
    }

    private static String visit(Sessions sessions, @Nullable String id) {
        return sessions.run(id, session -> {
            Object unused = session.update("visits", visits -> visits.toLong(0) + 1);
            return session.id();
        });
    }

    private static Sessions connect(String savePath) {
        return Sessions.builder(RedisSessionHandlerFactory.connect(savePath)).build();
    }
}
