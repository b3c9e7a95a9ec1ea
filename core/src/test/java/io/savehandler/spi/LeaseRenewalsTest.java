package io.savehandler.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class LeaseRenewalsTest {
    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final Duration LONG = Duration.ofDays(100_000_000);

    private final ManualScheduler time = new ManualScheduler();
    private final LeaseRenewals renewals = new LeaseRenewals(time, time::nanoTime);
    private final AtomicInteger extensions = new AtomicInteger();

    @AfterEach
    void close() {
        renewals.close();
    }

    @Test
    void extendsAfterEachIntervalAndNotBefore() {
        RenewedLease lease = renewals.renew(EVERY, LONG, this::ours);
        time.advance(9);
        assertThat(extensions).hasValue(0);
        time.advance(1);
        assertThat(extensions).hasValue(1);
        time.advance(35);
        assertThat(extensions).hasValue(4);
        assertThat(lease.isLost()).isFalse();
        assertThat(lease.failure()).isEmpty();
    }

    @Test
    void leavesNothingBehindWhenStopped() {
        RenewedLease lease = renewals.renew(EVERY, LONG, this::ours);
        time.advance(10);
        assertThat(isDone(lease.stop())).isTrue();
        assertThat(isDone(lease.stop())).isTrue();
        assertThat(time.scheduled()).isZero();
        time.advance(100);
        assertThat(extensions).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 9, 10, 25, 30})
    void startsNoExtensionLaterThanTheLongestHold(long maxHold) {
        renewals.renew(EVERY, Duration.ofSeconds(maxHold), this::ours);
        time.advance(1000);
        assertThat(extensions).hasValue((int) maxHold / 10);
        assertThat(time.scheduled()).isZero();
    }

    @Test
    void anExtensionThatIsDueButLateIsNotStartedAfterTheLongestHold() {
        List<CompletableFuture<Boolean>> answers = new ArrayList<>();
        renewals.renew(EVERY, Duration.ofSeconds(25), () -> answered(answers));
        time.advance(26);
        answers.get(0).complete(true);
        time.advance(1000);
        assertThat(answers).hasSize(1);
    }

    @Test
    void aLostLeaseIsNotExtendedAgain() {
        RenewedLease lease = renewals.renew(EVERY, LONG, () -> {
            extensions.incrementAndGet();
            return CompletableFuture.completedFuture(false);
        });
        time.advance(1000);
        assertThat(extensions).hasValue(1);
        assertThat(lease.isLost()).isTrue();
        assertThat(isDone(lease.stop())).isTrue();
    }

    @Test
    void anExtensionThatThrowsIsTheLast() {
        IllegalStateException thrown = new IllegalStateException("refused");
        RenewedLease lease = renewals.renew(EVERY, LONG, () -> {
            extensions.incrementAndGet();
            throw thrown;
        });
        assertFailsOnce(lease, thrown);
    }

    @Test
    void anExtensionThatFailsLaterIsTheLast() {
        Error thrown = new StackOverflowError();
        RenewedLease lease = renewals.renew(EVERY, LONG, () -> {
            extensions.incrementAndGet();
            return CompletableFuture.failedFuture(thrown);
        });
        assertFailsOnce(lease, thrown);
    }

    @Test
    @SuppressWarnings("NullAway") // a caller without null checks
    void anAnswerThatIsNoneIsAFailure() {
        RenewedLease lease = renewals.renew(EVERY, LONG, () -> null);
        RenewedLease other = renewals.renew(EVERY, LONG, () -> CompletableFuture.completedFuture(null));
        time.advance(1000);
        assertThat(lease.failure()).get().isInstanceOf(NullPointerException.class);
        assertThat(other.failure()).get().isInstanceOf(NullPointerException.class);
    }

    @Test
    void aSlowStoreHoldsUpNoOtherLease() {
        List<CompletableFuture<Boolean>> unanswered = new ArrayList<>();
        renewals.renew(EVERY, LONG, () -> answered(unanswered));
        renewals.renew(EVERY, LONG, this::ours);
        time.advance(100);
        assertThat(extensions).hasValue(10);
        assertThat(unanswered).hasSize(1);
    }

    @Test
    void theNextExtensionComesAtItsTimeHoweverLongTheAnswerTook() {
        List<CompletableFuture<Boolean>> answers = new ArrayList<>();
        renewals.renew(EVERY, LONG, () -> answered(answers));
        time.advance(14);
        answers.get(0).complete(true);
        time.advance(6);
        assertThat(answers).hasSize(2);
        time.advance(27);
        answers.get(1).complete(true);
        time.advance(0);
        assertThat(answers).hasSize(3);
    }

    @Test
    void stoppingTellsWhenTheExtensionUnderWayIsOver() {
        List<CompletableFuture<Boolean>> answers = new ArrayList<>();
        RenewedLease lease = renewals.renew(EVERY, LONG, () -> answered(answers));
        time.advance(10);
        CompletionStage<?> over = lease.stop();
        assertThat(isDone(over)).isFalse();
        answers.get(0).complete(true);
        assertThat(isDone(over)).isTrue();
        time.advance(1000);
        assertThat(answers).hasSize(1);
    }

    @Test
    void stoppingFromWithinAnExtensionIsAllowed() {
        List<RenewedLease> lease = new ArrayList<>();
        lease.add(renewals.renew(EVERY, LONG, () -> {
            lease.get(0).stop();
            return ours();
        }));
        time.advance(1000);
        assertThat(extensions).hasValue(1);
        assertThat(isDone(lease.get(0).stop())).isTrue();
    }

    /** Stop comes while the extension is being sent, and must not come back before it was. */
    @Test
    void stoppingReturnsOnlyWhenNoExtensionCanStartAnyMore() throws Exception {
        CountDownLatch sending = new CountDownLatch(1);
        CountDownLatch sent = new CountDownLatch(1);
        RenewedLease lease = renewals.renew(EVERY, LONG, () -> {
            sending.countDown();
            awaitUninterrupted(sent);
            return ours();
        });
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            Future<?> clock = threads.submit(() -> time.advance(10));
            sending.await();
            Future<Integer> seenAfterStop = threads.submit(() -> {
                lease.stop();
                return extensions.get();
            });
            sent.countDown();
            assertThat(seenAfterStop.get()).isEqualTo(1);
            clock.get();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void holdsThousandsOfLeasesAndForgetsThemWhenStopped() {
        List<RenewedLease> leases = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            leases.add(renewals.renew(EVERY, LONG, this::ours));
        }
        time.advance(10);
        assertThat(extensions).hasValue(20_000);
        leases.forEach(RenewedLease::stop);
        assertThat(time.scheduled()).isZero();
    }

    @Test
    void aClosedOneExtendsNothing() {
        List<CompletableFuture<Boolean>> answers = new ArrayList<>();
        renewals.renew(EVERY, LONG, () -> answered(answers));
        time.advance(10);
        renewals.close();
        answers.get(0).complete(true);
        time.advance(1000);
        assertThat(answers).hasSize(1);
        assertThat(time.scheduled()).isZero();
        assertThatThrownBy(() -> renewals.renew(EVERY, LONG, this::ours)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void itsOwnThreadExtendsAndEndsWithIt() throws Exception {
        CompletableFuture<Thread> extended = new CompletableFuture<>();
        try (LeaseRenewals own = new LeaseRenewals()) {
            own.renew(Duration.ofMillis(1), LONG, () -> {
                extended.complete(Thread.currentThread());
                return ours();
            });
            assertThat(extended.join().isDaemon()).isTrue();
        }
        extended.join().join();
    }

    @Test
    void anIntervalMustBePositive() {
        assertThatThrownBy(() -> renewals.renew(Duration.ZERO, LONG, this::ours))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> renewals.renew(Duration.ofSeconds(-1), LONG, this::ours))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void assertFailsOnce(RenewedLease lease, Throwable thrown) {
        time.advance(1000);
        assertThat(extensions).hasValue(1);
        assertThat(lease.failure()).containsSame(thrown);
        assertThat(lease.isLost()).isFalse();
        assertThat(isDone(lease.stop())).isTrue();
    }

    private CompletionStage<Boolean> ours() {
        extensions.incrementAndGet();
        return CompletableFuture.completedFuture(true);
    }

    private static CompletionStage<Boolean> answered(List<CompletableFuture<Boolean>> answers) {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        answers.add(answer);
        return answer;
    }

    private static boolean isDone(CompletionStage<?> stage) {
        return stage.toCompletableFuture().isDone();
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
