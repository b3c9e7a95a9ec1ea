package io.savehandler.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.Concurrency;
import io.savehandler.Sessions;
import io.savehandler.servers.RealRedis;
import io.savehandler.servers.RedisDoor;
import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Thousands of requests at a time on one connection: virtual threads where the JDK has them. */
@RequiresServers(Server.REDIS)
class RedisManyThreadsTest {
    private static final int REQUESTS = 4_000;
    private static final int SESSIONS = 40;

    @Test
    void noIncrementIsLostAndNoSecondConnectionMade() throws Exception {
        try (RealRedis redis = RealRedis.start();
                RedisDoor door = redis.door();
                Sessions sessions = Sessions.builder(
                                RedisSessionHandlerFactory.connect("tcp://127.0.0.1:" + redis.port()))
                        .build()) {
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < SESSIONS; i++) {
                ids.add(sessions.run(null, session -> {
                    session.put("visits", 0);
                    return session.id();
                }));
            }
            countInAll(sessions, ids);
            for (String id : ids) {
                assertThat(visits(sessions, id)).isEqualTo(REQUESTS / SESSIONS);
            }
            assertThat(door.call("KEYS", "*_LOCK")).isEmpty();
            assertThat(door.call("CLIENT", "LIST").lines()).as("connections").hasSize(2);
        }
    }

    private static void countInAll(Sessions sessions, List<String> ids) throws Exception {
        ExecutorService threads = threads();
        try {
            List<Future<?>> requests = new ArrayList<>();
            for (int i = 0; i < REQUESTS; i++) {
                String id = ids.get(i % SESSIONS);
                Concurrency concurrency = i % 4 == 0 ? Concurrency.READ_ONLY : Concurrency.LOCK;
                requests.add(threads.submit(() -> visit(sessions, id, concurrency)));
                if (concurrency == Concurrency.READ_ONLY) {
                    requests.add(threads.submit(() -> visit(sessions, id, Concurrency.LOCK)));
                }
            }
            for (Future<?> request : requests) {
                request.get();
            }
        } finally {
            threads.shutdown();
        }
    }

    private static void visit(Sessions sessions, String id, Concurrency concurrency) {
        try (var session = sessions.start(id, concurrency)) {
            assertThat(session.id()).isEqualTo(id);
            if (concurrency != Concurrency.READ_ONLY) {
                session.update("visits", visits -> visits.toLong(0) + 1);
            }
        }
    }

    private static long visits(Sessions sessions, String id) {
        try (var session = sessions.start(id, Concurrency.READ_ONLY)) {
            return session.getLong("visits", -1);
        }
    }

    /** As {@code Executors.newVirtualThreadPerTaskExecutor}, which JDK 17 does not have. */
    private static ExecutorService threads() throws ReflectiveOperationException {
        if (Runtime.version().feature() >= 21) {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        }
        return Executors.newFixedThreadPool(200);
    }
}
