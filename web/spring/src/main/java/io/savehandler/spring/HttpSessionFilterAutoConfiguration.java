package io.savehandler.spring;

import io.savehandler.Sessions;
import io.savehandler.servlet.AttributeCodec;
import io.savehandler.servlet.HttpSessionFilter;
import io.savehandler.servlet.HttpSessionFilterBuilder;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpSession;
import java.util.EnumSet;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * Gives a servlet application its {@code HttpSession} by an {@link HttpSessionFilter} before all filters that use it, with
 * Spring Security's among them. Its {@link AttributeCodec}s and session listeners are the application's beans. Steps back
 * where the application has such a filter, or Spring Session with any repository.
 */
@AutoConfiguration(
        after = SavehandlerAutoConfiguration.class,
        afterName = {
            "io.savehandler.spring.SpringSessionAutoConfiguration",
            "org.springframework.boot.autoconfigure.session.SessionAutoConfiguration",
            "org.springframework.boot.session.autoconfigure.SessionAutoConfiguration"
        })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({Filter.class, HttpSession.class, HttpSessionFilter.class})
@ConditionalOnBean({Sessions.class, SavehandlerProperties.class})
@ConditionalOnMissingBean(type = "org.springframework.session.SessionRepository")
public final class HttpSessionFilterAutoConfiguration {
    /** For Spring. */
    public HttpSessionFilterAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    HttpSessionFilter savehandlerFilter(
            Sessions sessions,
            SavehandlerProperties properties,
            ObjectProvider<AttributeCodec> codecs,
            ApplicationContext application,
            ObjectProvider<HttpSessionFilterCustomizer> customizers) {
        HttpSessionFilterBuilder builder = HttpSessionFilter.builder(sessions)
                .concurrency(properties.concurrency())
                .readOnly(properties.readOnly().toArray(new String[0]))
                .accessInterval(properties.filter().accessInterval())
                .codecs(ApplicationCodecs.of(codecs, properties, application).toArray(new AttributeCodec[0]));
        apply(properties.filter(), builder);
        ApplicationListeners.of(application).forEach(builder::listener);
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        return builder.build();
    }

    @Bean
    @ConditionalOnMissingBean(name = "savehandlerFilterRegistration")
    FilterRegistrationBean<HttpSessionFilter> savehandlerFilterRegistration(
            HttpSessionFilter filter, SavehandlerProperties properties) {
        FilterRegistrationBean<HttpSessionFilter> registration = new FilterRegistrationBean<>(filter);
        registration.setName("savehandler");
        registration.setOrder(properties.filter().order());
        registration.setDispatcherTypes(EnumSet.allOf(DispatcherType.class));
        registration.setAsyncSupported(true);
        return registration;
    }

    private static void apply(SavehandlerProperties.Filter properties, HttpSessionFilterBuilder builder) {
        if (properties.oldIdGrace() != null) {
            builder.oldIdGrace(properties.oldIdGrace());
        }
        if (properties.idHeader() != null) {
            builder.idHeader(properties.idHeader());
        }
        if (properties.trustForwardedProto()) {
            builder.trustForwardedProto();
        }
    }
}
