package io.savehandler.testkit;

import io.savehandler.memory.ManualClock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/** How time passes for a store. {@link #manual} is for stores that go by the host's clock, {@link #real} for the others. */
public interface StoreTime {

    /** The clock that requests are given. */
    InstantSource clock();

    /** The lifetime that requests ask for; at least ten times the {@link #tolerance}. */
    Duration lifetime();

    /** By how much a session may expire too early or too late. */
    Duration tolerance();

    /** Lets time pass, or makes everything in the store older by as much. */
    void pass(Duration time);

    /** A clock that only the kit moves. Exact. */
    static StoreTime manual(ManualClock clock) {
        return new StoreTime() {
            @Override
            public InstantSource clock() {
                return clock;
            }

            @Override
            public Duration lifetime() {
                return Duration.ofMinutes(24);
            }

            @Override
            public Duration tolerance() {
                return Duration.ZERO;
            }

            @Override
            public void pass(Duration time) {
                clock.advance(time);
            }
        };
    }

    /**
     * Time that cannot be hurried: the kit waits.
     *
     * @param tolerance how exact the store's expiry is, for example one second
     */
    static StoreTime real(Duration tolerance) {
        return new StoreTime() {
            @Override
            public InstantSource clock() {
                return InstantSource.system();
            }

            @Override
            public Duration lifetime() {
                return tolerance.multipliedBy(10);
            }

            @Override
            public Duration tolerance() {
                return tolerance;
            }

            @Override
            public void pass(Duration time) {
                try {
                    TimeUnit.NANOSECONDS.sleep(time.toNanos());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("interrupted while time passed", e);
                }
            }
        };
    }
}
