package io.savehandler.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.Sessions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.TestReporter;

/** Masters die while visitors count. What a master had not yet passed on is the store's loss; the rest must add up. */
final class FailoverTorture {
    private static final int VISITORS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LONGEST_OUTAGE = Duration.ofSeconds(10);

    private final DyingMasters masters;
    private final RedisSettings settings;
    private final List<Duration> outages = new ArrayList<>();

    FailoverTorture(DyingMasters masters, RedisSettings settings) {
        this.masters = masters;
        this.settings = settings;
    }

    /** Returns how many acknowledged writes the store has lost. */
    int run(int kills, TestReporter report) throws Exception {
        try (Sessions sessions = sessions();
                CountingVisitors<FailoverVisitor> visitors =
                        new CountingVisitors<>(VISITORS, sessions, FailoverVisitor::new)) {
            awaitVisits(visitors);
            for (int kill = 0; kill < kills; kill++) {
                long agreed = masters.killOne();
                if (settings.replicas() == 0) {
                    awaitServedSince(agreed, visitors);
                    outages.add(Duration.ofNanos(System.nanoTime() - agreed));
                }
                masters.rejoin();
                awaitVisits(visitors);
            }
            visitors.stop();
            report.publishEntry("failover", text(visitors));
            assertThat(outages).allSatisfy(outage -> assertThat(outage).isLessThan(LONGEST_OUTAGE));
            assertThat(sum(visitors, FailoverVisitor::failed)).isPositive();
            return sum(visitors, FailoverVisitor::lostWrites);
        }
    }

    private Sessions sessions() {
        return Sessions.builder(RedisSessionHandlerFactory.builder()
                        .savePath(masters.savePath())
                        .settings(settings)
                        .build())
                .build();
    }

    private static void awaitVisits(CountingVisitors<FailoverVisitor> visitors) {
        for (FailoverVisitor visitor : visitors.all()) {
            long before = visitor.served();
            visitors.await("somebody served", PATIENCE, each -> visitor.served() > before);
        }
    }

    private static void awaitServedSince(long time, CountingVisitors<FailoverVisitor> visitors) {
        visitors.await("everybody served", PATIENCE, visitor -> visitor.lastServed() - time > 0);
    }

    private String text(CountingVisitors<FailoverVisitor> visitors) {
        return visitors.all().stream().mapToLong(FailoverVisitor::served).sum() + " served, "
                + sum(visitors, FailoverVisitor::failed) + " failed, by the store lost: "
                + sum(visitors, FailoverVisitor::lostWrites) + " acknowledged writes and "
                + sum(visitors, FailoverVisitor::lostLocks) + " locks; from the agreement to the last visitor served "
                + outages.stream().map(outage -> outage.toMillis() + " ms").toList();
    }

    private static int sum(CountingVisitors<FailoverVisitor> visitors, ToIntFunction<FailoverVisitor> figure) {
        return visitors.all().stream().mapToInt(figure).sum();
    }
}
