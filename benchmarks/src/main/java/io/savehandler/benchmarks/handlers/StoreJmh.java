package io.savehandler.benchmarks.handlers;

import io.savehandler.servers.RealServer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.ThreadParams;

/** Requests that read and store 1 KB in a server of their own, all threads on one connection. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Threads(16)
@Fork(1)
public abstract class StoreJmh {
    static final int SESSIONS = 64;
    private static final int BYTES = 1024;

    /** Who serves. */
    @Param({"DRIVER", "HANDLER"})
    public Contestant contestant = Contestant.HANDLER;

    /** What a request does. */
    @Param({"LOCKED", "UNLOCKED"})
    public RequestKind kind = RequestKind.LOCKED;

    private final Contest contest;
    private @Nullable RealServer server;
    private @Nullable StoreRequests requests;

    StoreJmh(Contest contest) {
        this.contest = contest;
    }

    /** Starts the server, fills it and connects. */
    @Setup
    public void start() {
        RealServer started = contest.start();
        server = started;
        StoreRequests connected = contest.connect(contestant, started.port(), kind);
        requests = connected;
        connected.serve(id(0), data('a'));
    }

    /** Stops the server. */
    @TearDown
    public void stop() {
        if (requests != null) {
            requests.close();
        }
        if (server != null) {
            server.close();
        }
    }

    /** One request. */
    @Benchmark
    public void request(Visitor visitor) {
        if (requests != null) {
            requests.serve(visitor.id, visitor.next());
        }
    }

    static String id(int number) {
        return "benchbenchbenchbenchbenchbench%02d".formatted(number);
    }

    static byte[] data(char filling) {
        return String.valueOf(filling).repeat(BYTES).getBytes(StandardCharsets.US_ASCII);
    }

    /** One thread's session, which it changes each time. */
    @State(Scope.Thread)
    public static class Visitor {
        private String id = id(0);
        private final byte[][] data = {data('a'), data('b')};
        private int round;

        /** For JMH. */
        public Visitor() {}

        /** Chooses the session. */
        @Setup
        public void choose(ThreadParams threads) {
            id = id(threads.getThreadIndex() % SESSIONS);
        }

        byte[] next() {
            return data[round++ & 1];
        }
    }
}
