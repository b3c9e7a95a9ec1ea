package io.savehandler.interop.sharing;

import io.savehandler.SessionConfig;
import io.savehandler.Sessions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Counts in one session, one locked request after the other, in several threads: ID TIMES THREADS SETTING=VALUE... */
final class CountingProgram {
    private final Sessions sessions;
    private final String id;
    private final List<Long> counted = Collections.synchronizedList(new ArrayList<>());

    private CountingProgram(Sessions sessions, String id) {
        this.sessions = sessions;
        this.id = id;
    }

    public static void main(String[] arguments) throws Exception {
        int times = Integer.parseInt(arguments[1]);
        int threads = Integer.parseInt(arguments[2]);
        // As PHP's side has it: the first request's id is known to nobody yet, and no gc interferes.
        Map<String, String> settings =
                new HashMap<>(Map.of("session.use_strict_mode", "0", "session.gc_probability", "0"));
        for (int i = 3; i < arguments.length; i++) {
            int equals = arguments[i].indexOf('=');
            settings.put(arguments[i].substring(0, equals), arguments[i].substring(equals + 1));
        }
        try (Sessions sessions = Sessions.from(SessionConfig.from(settings))) {
            // Else PHP would be through before a cold JVM has begun.
            new CountingProgram(sessions, "warm" + ProcessHandle.current().pid()).run(times, threads);
            CountingProgram program = new CountingProgram(sessions, arguments[0]);
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
