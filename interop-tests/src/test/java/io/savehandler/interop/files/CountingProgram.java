package io.savehandler.interop.files;

import io.savehandler.HandlerContext;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.files.FilesSessionHandlerFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Counts in one session, one locked request after the other, in several threads: DIRECTORY ID TIMES THREADS. */
final class CountingProgram {
    private static final String BEFORE = "visits|i:";

    private final SessionHandlerFactory factory;
    private final String id;
    private final List<Long> counted = Collections.synchronizedList(new ArrayList<>());

    private CountingProgram(SessionHandlerFactory factory, String id) {
        this.factory = factory;
        this.id = id;
    }

    public static void main(String[] arguments) throws Exception {
        int times = Integer.parseInt(arguments[2]);
        int threads = Integer.parseInt(arguments[3]);
        try (SessionHandlerFactory factory = FilesSessionHandlerFactory.connect(arguments[0])) {
            CountingProgram program = new CountingProgram(factory, arguments[1]);
            System.out.println("ready");
            if (System.in.read() >= 0) {
                program.run(times, threads);
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
        counted.forEach(System.out::println);
    }

    private void count(int times) {
        for (int i = 0; i < times; i++) {
            try (SessionHandler handler = factory.newHandler(HandlerContext.defaults())) {
                handler.open("", "PHPSESSID");
                long visits = visits(new String(handler.read(id), StandardCharsets.ISO_8859_1)) + 1;
                counted.add(visits);
                handler.write(id, (BEFORE + visits + ";").getBytes(StandardCharsets.ISO_8859_1));
            }
        }
    }

    private static long visits(String data) {
        return data.isEmpty() ? 0 : Long.parseLong(data.substring(BEFORE.length(), data.length() - 1));
    }
}
