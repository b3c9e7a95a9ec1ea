package io.savehandler.testkit;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assertions;

/** Waits for what is about to end, and fails for what does not. */
final class Leftovers {
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(5);

    private Leftovers() {}

    static void requireNone(String what, Supplier<? extends Set<?>> leftovers) {
        long deadline = System.nanoTime() + GRACE.toNanos();
        Set<?> left = leftovers.get();
        while (!left.isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE.toNanos());
            left = leftovers.get();
        }
        Assertions.assertTrue(left.isEmpty(), what + " left behind by the test: " + left);
    }
}
