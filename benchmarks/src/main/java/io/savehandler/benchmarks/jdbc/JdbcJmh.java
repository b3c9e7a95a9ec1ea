package io.savehandler.benchmarks.jdbc;

import io.savehandler.servers.RealPostgres;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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

/** Requests that read and store 1 KB in a PostgreSQL of their own. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Threads(16)
@Fork(1)
public class JdbcJmh {
    private static final int SESSIONS = 64;
    private static final int BYTES = 1024;

    /** Who serves. */
    @Param({"PLAIN", "HANDLER"})
    public TableRival rival = TableRival.HANDLER;

    /** What a request does. */
    @Param({"UNLOCKED", "ROW"})
    public TableRequestKind kind = TableRequestKind.UNLOCKED;

    private final AtomicInteger visitors = new AtomicInteger();
    private @Nullable RealPostgres postgres;
    private @Nullable TableRequests requests;

    /** For JMH. */
    public JdbcJmh() {}

    /** Starts the database, fills it and connects. */
    @Setup
    public void start() {
        RealPostgres server = RealPostgres.start();
        postgres = server;
        fill(server);
        requests = rival.connect(server, kind);
    }

    /** Stops the database. */
    @TearDown
    public void stop() {
        if (requests != null) {
            requests.close();
        }
        if (postgres != null) {
            postgres.close();
        }
    }

    /** One request. */
    @Benchmark
    public void request(Client client) {
        if (requests != null) {
            requests.serve(client.id, client.next());
        }
    }

    static void fill(RealPostgres server) {
        new HandlerTableRequests(server, TableRequestKind.UNLOCKED).close();
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
                PreparedStatement insert =
                        connection.prepareStatement("insert into sessions values (?, ?, 4000000000, 0)")) {
            for (int i = 0; i < SESSIONS; i++) {
                insert.setString(1, id(i));
                insert.setBytes(2, data('a'));
                insert.executeUpdate();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String id(int number) {
        return "benchbenchbenchbenchbenchbench%02d".formatted(number);
    }

    private static byte[] data(char filling) {
        return String.valueOf(filling).repeat(BYTES).getBytes(StandardCharsets.US_ASCII);
    }

    /** One thread's session, which it changes each time. */
    @State(Scope.Thread)
    public static class Client {
        private String id = id(0);
        private final byte[][] data = {data('a'), data('b')};
        private int round;

        /** For JMH. */
        public Client() {}

        /** Chooses the session. */
        @Setup
        public void choose(JdbcJmh benchmark) {
            id = id(benchmark.visitors.getAndIncrement() % SESSIONS);
        }

        byte[] next() {
            return data[round++ & 1];
        }
    }
}
