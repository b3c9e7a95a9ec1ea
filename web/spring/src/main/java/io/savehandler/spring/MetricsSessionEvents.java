package io.savehandler.spring;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.savehandler.Concurrency;
import io.savehandler.SessionEvents;
import io.savehandler.SessionOutcome;
import java.time.Duration;
import java.util.Locale;

/** Counts and times what happens to sessions. Tags have few values, and none tells whose session it was. Thread-safe. */
final class MetricsSessionEvents implements SessionEvents {
    private static final String PREFIX = "savehandler.";

    private final MeterRegistry registry;
    private final DistributionSummary bytesRead;
    private final DistributionSummary bytesAtEnd;

    MetricsSessionEvents(MeterRegistry registry) {
        this.registry = registry;
        this.bytesRead = size("read");
        this.bytesAtEnd = size("end");
    }

    @Override
    public void started(Concurrency concurrency, boolean found, int bytes, Duration duration) {
        registry.timer(PREFIX + "starts", "concurrency", tag(concurrency), "found", Boolean.toString(found))
                .record(duration);
        bytesRead.record(bytes);
    }

    @Override
    public void idRefused(boolean malformed) {
        registry.counter(PREFIX + "ids.refused", "malformed", Boolean.toString(malformed))
                .increment();
    }

    @Override
    public void lifetimeReached() {
        count("lifetimes.reached", 1);
    }

    @Override
    public void lockWaited(Duration waited) {
        registry.timer(PREFIX + "lock.waits").record(waited);
    }

    @Override
    public void ended(SessionOutcome outcome, int bytes, Duration duration) {
        registry.timer(PREFIX + "ends", "outcome", tag(outcome)).record(duration);
        bytesAtEnd.record(bytes);
    }

    @Override
    public void merged() {
        count("merges", 1);
    }

    @Override
    public void overwritten(int keys) {
        count("overwrites", keys);
    }

    @Override
    public void conflicted() {
        count("conflicts", 1);
    }

    @Override
    public void storeFailed(String operation, boolean outcomeUnknown) {
        registry.counter(
                        PREFIX + "store.failures",
                        "operation",
                        operation,
                        "outcome",
                        outcomeUnknown ? "unknown" : "failed")
                .increment();
    }

    @Override
    public void valueUnreadable(String kind) {
        count("values.unreadable", 1);
    }

    @Override
    public void regenerated() {
        count("ids.regenerated", 1);
    }

    @Override
    public void collected(long removed, Duration duration) {
        registry.timer(PREFIX + "gc").record(duration);
        count("gc.removed", removed);
    }

    private void count(String name, long amount) {
        registry.counter(PREFIX + name).increment((double) amount);
    }

    private DistributionSummary size(String when) {
        return DistributionSummary.builder(PREFIX + "session.size")
                .baseUnit("bytes")
                .tag("when", when)
                .register(registry);
    }

    private static String tag(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
