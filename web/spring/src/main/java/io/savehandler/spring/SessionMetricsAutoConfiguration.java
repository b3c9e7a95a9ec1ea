package io.savehandler.spring;

import io.micrometer.core.instrument.MeterRegistry;
import io.savehandler.SessionEvents;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/** Counts and times what happens to sessions where the application has a {@link MeterRegistry}. */
@AutoConfiguration(
        before = SavehandlerAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(MeterRegistry.class)
@ConditionalOnProperty(name = "savehandler.enabled", matchIfMissing = true)
public final class SessionMetricsAutoConfiguration {
    /** For Spring. */
    public SessionMetricsAutoConfiguration() {}

    @Bean
    SessionEvents savehandlerMetrics(MeterRegistry registry) {
        return new MetricsSessionEvents(registry);
    }
}
