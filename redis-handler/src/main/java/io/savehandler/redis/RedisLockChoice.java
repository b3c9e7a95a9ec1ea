package io.savehandler.redis;

import io.savehandler.HandlerContext;
import io.savehandler.LockSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An application's lock settings in which PHP's {@code redis.session.lock_*}, where set, take precedence. Thread-safe. */
final class RedisLockChoice {
    private static final Duration PHP_WAIT_TIME = Duration.ofMillis(20);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(1);

    /** phpredis 5 looks every 2 ms: whoever lets many times that pass seldom finds the lock free beside it. */
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(4);

    private final RedisSettings settings;
    private volatile @Nullable Chosen last;

    RedisLockChoice(RedisSettings settings) {
        this.settings = settings;
    }

    /** The settings that hold; nearly every request of an application brings the same ones. */
    LockSettings of(LockSettings own) {
        Chosen before = last;
        if (before != null && before.isFor(own)) {
            return before.chosen();
        }
        LockSettings chosen = choose(own);
        last = new Chosen(own, chosen);
        return chosen;
    }

    private LockSettings choose(LockSettings own) {
        LockSettings.Builder builder = LockSettings.builder()
                .waitTimeout(settings.lockRetries().map(this::waitTimeout).orElse(own.waitTimeout()))
                .expire(settings.lockExpire().orElse(own.expire()))
                .maxHold(own.maxHold())
                .onTimeout(own.onTimeout());
        settings.lockWaitTime()
                .ifPresentOrElse(
                        pause -> builder.retryInterval(pause, pause),
                        () -> builder.retryInterval(first(own), longest(own)));
        return builder.build();
    }

    private static Duration first(LockSettings own) {
        return pausesAreChosen(own) ? own.retryInterval() : FIRST_PAUSE;
    }

    private static Duration longest(LockSettings own) {
        return pausesAreChosen(own) ? own.maxRetryInterval() : LONGEST_PAUSE;
    }

    private static boolean pausesAreChosen(LockSettings own) {
        LockSettings usual = LockSettings.defaults();
        return !own.retryInterval().equals(usual.retryInterval())
                || !own.maxRetryInterval().equals(usual.maxRetryInterval());
    }

    private Duration waitTimeout(int retries) {
        return retries < 0
                ? HandlerContext.NO_DEADLINE
                : settings.lockWaitTime().orElse(PHP_WAIT_TIME).multipliedBy(retries);
    }

    private record Chosen(LockSettings own, LockSettings chosen) {
        @SuppressWarnings("ReferenceEquality") // the same object says the same; another one is looked at again
        boolean isFor(LockSettings other) {
            return own == other;
        }
    }
}
