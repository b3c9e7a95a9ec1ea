package io.savehandler.spring;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** Whether the store answers, for Spring Boot 3. */
final class StoreHealthBoot3 implements HealthIndicator {
    private final StoreProbe probe;

    StoreHealthBoot3(StoreProbe probe) {
        this.probe = probe;
    }

    @Override
    public Health health() {
        return probe.failure()
                .map(failure -> Health.down()
                        .withDetails(probe.details())
                        .withDetails(StoreProbe.details(failure))
                        .build())
                .orElseGet(() -> Health.up().withDetails(probe.details()).build());
    }
}
