package io.savehandler.jdbc;

import io.savehandler.HandlerContext;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** One request's times in the seconds that a table keeps. Used by one thread at a time. */
final class JdbcTimes {
    private static final long A_SECOND_LESS_A_NANO = 999_999_999;

    private final HandlerContext context;
    private final SqlClock clock;
    private final Supplier<Optional<String>> clientAddress;
    private long answeredAt;
    private long answeredNanos;

    /** @param clientAddress where the request comes from, asked when a session is stored */
    JdbcTimes(HandlerContext context, SqlClock clock, Supplier<Optional<String>> clientAddress) {
        this.context = context;
        this.clock = clock;
        this.clientAddress = clientAddress;
    }

    /** The host's time. */
    long now() {
        return context.clock().instant().getEpochSecond();
    }

    /** How long a session lives, a part of a second counted as one. */
    long lifetime() {
        return seconds(context.lifetime());
    }

    long touchInterval() {
        return seconds(context.touchInterval());
    }

    /** The time by the chosen clock, of which a database's own is told by its answer. */
    long seenAt(long answered) {
        answeredAt = answered;
        answeredNanos = System.nanoTime();
        return clock == SqlClock.HOST ? now() : answered;
    }

    /** The time by the chosen clock without asking: a database's own goes on from its last answer, if there was one. */
    long present() {
        return clock == SqlClock.HOST || answeredAt == 0
                ? now()
                : answeredAt + TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - answeredNanos);
    }

    /** The values that every statement may need. */
    SqlValues valuesOf(String id) {
        long now = now();
        long lifetime = lifetime();
        return SqlValues.ofId(id)
                .with(SqlParameter.NOW, now)
                .with(SqlParameter.END, now + lifetime)
                .with(SqlParameter.LIFETIME, lifetime)
                .with(SqlParameter.OWNER, context::owner)
                .with(SqlParameter.ADDRESS, clientAddress);
    }

    private static long seconds(Duration duration) {
        boolean endless = duration.compareTo(HandlerContext.NO_DEADLINE) > 0;
        return (endless ? HandlerContext.NO_DEADLINE : duration)
                .plusNanos(A_SECOND_LESS_A_NANO)
                .toSeconds();
    }
}
