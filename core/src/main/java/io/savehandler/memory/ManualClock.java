package io.savehandler.memory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;

/** A clock that stands still until a test moves it. Thread-safe. */
public final class ManualClock implements InstantSource {
    private volatile Instant now;

    private ManualClock(Instant start) {
        this.now = Objects.requireNonNull(start, "start");
    }

    /** A clock that shows the given time. */
    public static ManualClock at(Instant start) {
        return new ManualClock(start);
    }

    /** A clock that shows the time at which it was made. */
    public static ManualClock atSystemTime() {
        return new ManualClock(Instant.now());
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** Moves the clock by a duration; a negative one moves it back. */
    public synchronized void advance(Duration duration) {
        now = now.plus(duration);
    }

    /** Makes the clock show the given time. */
    public synchronized void set(Instant instant) {
        now = Objects.requireNonNull(instant, "instant");
    }
}
