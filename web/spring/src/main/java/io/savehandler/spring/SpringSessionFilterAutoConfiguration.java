package io.savehandler.spring;

import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.session.web.http.SessionRepositoryFilter;

/**
 * Puts Spring Session's filter before those that use sessions, unless Spring Boot does, which from Boot 4 on takes its
 * {@code spring-boot-session}; and one before that, which answers for a store that fails.
 */
@AutoConfiguration(
        after = SpringSessionAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.autoconfigure.session.SessionAutoConfiguration",
            "org.springframework.boot.session.autoconfigure.SessionAutoConfiguration"
        })
@ConditionalOnClass(SessionRepositoryFilter.class)
@ConditionalOnBean({SavehandlerSessionRepository.class, SessionRepositoryFilter.class})
public final class SpringSessionFilterAutoConfiguration {
    /** For Spring. */
    public SpringSessionFilterAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean(name = "sessionRepositoryFilterRegistration")
    FilterRegistrationBean<SessionRepositoryFilter<?>> sessionRepositoryFilterRegistration(
            SessionRepositoryFilter<?> filter) {
        FilterRegistrationBean<SessionRepositoryFilter<?>> registration = new FilterRegistrationBean<>(filter);
        registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR));
        registration.setOrder(SessionRepositoryFilter.DEFAULT_ORDER);
        return registration;
    }

    @Bean
    FilterRegistrationBean<StoreFailureFilter> savehandlerStoreFailureRegistration() {
        FilterRegistrationBean<StoreFailureFilter> registration =
                new FilterRegistrationBean<>(new StoreFailureFilter());
        registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC));
        registration.setOrder(SessionRepositoryFilter.DEFAULT_ORDER - 1);
        return registration;
    }
}
