package io.savehandler.spring;

import io.savehandler.Sessions;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Shows in the application's health whether the sessions' store answers. Spring Boot 4 has moved health to packages of its
 * own, so each line has its class.
 */
@AutoConfiguration(after = SavehandlerAutoConfiguration.class)
@ConditionalOnBean(Sessions.class)
@ConditionalOnProperty(name = "management.health.savehandler.enabled", matchIfMissing = true)
public final class SessionHealthAutoConfiguration {
    private static final String INDICATOR = "savehandlerHealthIndicator";

    /** For Spring. */
    public SessionHealthAutoConfiguration() {}

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "org.springframework.boot.actuate.health.HealthIndicator")
    static class Boot3 {
        @Bean
        @ConditionalOnMissingBean(name = INDICATOR)
        StoreHealthBoot3 savehandlerHealthIndicator(Sessions sessions, ListableBeanFactory beans) {
            return new StoreHealthBoot3(StoreProbe.of(sessions, beans));
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "org.springframework.boot.health.contributor.HealthIndicator")
    static class Boot4 {
        @Bean
        @ConditionalOnMissingBean(name = INDICATOR)
        StoreHealthBoot4 savehandlerHealthIndicator(Sessions sessions, ListableBeanFactory beans) {
            return new StoreHealthBoot4(StoreProbe.of(sessions, beans));
        }
    }
}
