package io.savehandler.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.HandlerContext;
import io.savehandler.LockSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whose lock settings hold. */
class RedisRequestContextTest {

    @Test
    void withoutASettingALockIsLookedForOftenEnoughBesidePhp() {
        LockSettings lock = lock(LockSettings.defaults(), RedisSettings.defaults());

        assertThat(lock.retryInterval()).isEqualTo(Duration.ofMillis(1));
        assertThat(lock.maxRetryInterval()).isEqualTo(Duration.ofMillis(4));
    }

    @Test
    void anApplicationsOwnPausesHold() {
        LockSettings own = LockSettings.builder()
                .retryInterval(Duration.ofMillis(1), Duration.ofMillis(50))
                .build();

        assertThat(lock(own, RedisSettings.defaults()).maxRetryInterval()).isEqualTo(Duration.ofMillis(50));
    }

    @Test
    void phpsPauseTakesPrecedence() {
        LockSettings own = LockSettings.builder()
                .retryInterval(Duration.ofMillis(1), Duration.ofMillis(50))
                .build();
        LockSettings lock = lock(
                own, RedisSettings.builder().lockWaitTime(Duration.ofMillis(7)).build());

        assertThat(lock.retryInterval()).isEqualTo(Duration.ofMillis(7));
        assertThat(lock.maxRetryInterval()).isEqualTo(Duration.ofMillis(7));
    }

    private static LockSettings lock(LockSettings own, RedisSettings settings) {
        return new RedisRequestContext(
                        HandlerContext.builder().lock(own).build(), settings, new RedisLockChoice(settings))
                .lock();
    }
}
