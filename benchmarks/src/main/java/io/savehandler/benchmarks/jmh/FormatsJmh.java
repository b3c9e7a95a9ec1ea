package io.savehandler.benchmarks.jmh;

import io.savehandler.format.SessionFormat;
import io.savehandler.format.SessionFormats;
import io.savehandler.format.SessionVariables;
import io.savehandler.php.PhpValue;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Sessions of records, in each format. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FormatsJmh {
    /** The format's name. */
    @Param({"php", "php_binary", "php_serialize", "igbinary"})
    public String format = "php";

    /** How many records, of about 370 bytes each. */
    @Param({"3", "28", "280"})
    public int records;

    private SessionFormat chosen = SessionFormats.php();
    private byte[] data = {};
    private SessionVariables changed = SessionFormats.php().empty();

    /** For JMH. */
    public FormatsJmh() {}

    /** Makes the session. */
    @Setup
    public void make() {
        chosen = SessionFormats.named(format);
        SessionVariables made = chosen.empty();
        for (int i = 0; i < records; i++) {
            made.put("key" + i, record(i));
        }
        data = chosen.encode(made);
        changed = made;
    }

    /** Decodes and builds every value. */
    @Benchmark
    public void decode(Blackhole hole) {
        SessionVariables variables = chosen.decode(data);
        variables.forEach((key, value) -> hole.consume(value));
    }

    /** Encodes where every key was put. */
    @Benchmark
    public byte[] encode() {
        return chosen.encode(changed);
    }

    /** Reads one key, changes one, saves. */
    @Benchmark
    public byte[] changeOne(Blackhole hole) {
        SessionVariables variables = chosen.decode(data);
        hole.consume(variables.get("key1"));
        variables.put("key0", PhpValue.of(7));
        return chosen.encode(variables);
    }

    private static PhpValue record(int i) {
        return PhpValue.of(Map.of(
                "id",
                i * 7,
                "name",
                "User number " + i,
                "email",
                "user" + i + "@example.com",
                "roles",
                List.of("admin", "editor"),
                "balance",
                i / 8.0,
                "active",
                true,
                "seen",
                List.of(1_700_000_000 + i, 1_700_000_100 + i),
                "text",
                "lorem ipsum ".repeat(1 + i % 6)));
    }
}
