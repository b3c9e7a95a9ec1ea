package io.savehandler.benchmarks.handlers;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/** Lets JMH say how much processor time this JVM spent on an operation: other programs on the machine do not add to it. */
public final class ProcessorTime implements InternalProfiler {
    static final String LABEL = "processor";

    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private long begin;

    /** For JMH. */
    public ProcessorTime() {}

    @Override
    public String getDescription() {
        return "Processor time of all threads of the JVM";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        begin = PROCESS.getProcessCpuTime();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        double micros = (PROCESS.getProcessCpuTime() - begin) / 1000.0;
        double perOperation = micros / Math.max(1, result.getMetadata().getAllOps());
        return List.of(new ScalarResult(LABEL, perOperation, "us/op", AggregationPolicy.AVG));
    }
}
