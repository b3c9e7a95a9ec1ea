package io.savehandler.spring;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether the store answers, for Spring Boot 4. */
final class StoreHealthBoot4 implements HealthIndicator {
    private final StoreProbe probe;

    StoreHealthBoot4(StoreProbe probe) {
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
