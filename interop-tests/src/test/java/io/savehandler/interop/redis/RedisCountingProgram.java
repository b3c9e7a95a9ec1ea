package io.savehandler.interop.redis;

import io.savehandler.SessionConfig;
import io.savehandler.Sessions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Counts in one session, one locked request after the other, in several threads: SAVE_PATH ID TIMES THREADS. */
final class RedisCountingProgram {
    private final Sessions sessions;
    private final String id;
    private final List<Long> counted = Collections.synchronizedList(new ArrayList<>());

    private RedisCountingProgram(Sessions sessions, String id) {
        this.sessions = sessions;
        this.id = id;
    }

    public static void main(String[] arguments) throws Exception {
        int times = Integer.parseInt(arguments[2]);
        int threads = Integer.parseInt(arguments[3]);
        // As PHP's side has it: the first request's id is known to nobody yet.
        SessionConfig config = SessionConfig.from(Map.of(
                "session.save_handler",
                "redis",
                "session.save_path",
                arguments[0],
                "session.use_strict_mode",
                "0",
                "redis.session.lock_expire",
                "30",
                "redis.session.lock_retries",
                "-1",
                // The default of phpredis 5.3.7: both sides look for the lock equally often.
                "redis.session.lock_wait_time",
                "2000"));
        try (Sessions sessions = Sessions.from(config)) {
            // Else PHP would be through before a cold JVM has made its connection.
            new RedisCountingProgram(sessions, "warm" + ProcessHandle.current().pid()).run(times, threads);
            RedisCountingProgram program = new RedisCountingProgram(sessions, arguments[1]);
            System.out.println("ready");
            if (System.in.read() >= 0) {
                program.run(times, threads);
                program.counted.forEach(System.out::println);
            }
        }
    }

    private void run(int times, int threads) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                all.add(executor.submit(() -> count(times / threads)));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } finally {
            executor.shutdown();
        }
    }

    private void count(int times) {
        for (int i = 0; i < times; i++) {
            counted.add(sessions.run(id, session -> session.update("visits", visits -> visits.toLong(0) + 1)));
        }
    }
}
