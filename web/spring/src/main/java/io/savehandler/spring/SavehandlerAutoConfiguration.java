package io.savehandler.spring;

import io.savehandler.SessionConfig;
import io.savehandler.SessionEvents;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.Sessions;
import io.savehandler.SessionsBuilder;
import io.savehandler.WhenSaveFails;
import io.savehandler.WhenStartFails;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Builds an application's {@link Sessions} from its {@code savehandler.*} properties. Steps back where the application has
 * its own; takes its {@link SessionConfig} instead of the properties, its {@link SessionHandlerFactory} instead of the handler
 * that the properties name, and tells all of its {@link SessionEvents}. Closes what it has built when the application stops,
 * after the web server has.
 */
@AutoConfiguration
@ConditionalOnProperty(name = "savehandler.enabled", matchIfMissing = true)
@EnableConfigurationProperties(SavehandlerProperties.class)
public final class SavehandlerAutoConfiguration {
    /** The bean's name, where it is ours. */
    static final String SESSIONS = "savehandlerSessions";

    /** For Spring. */
    public SavehandlerAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    SessionConfig savehandlerSessionConfig(SavehandlerProperties properties, Environment environment) {
        return EngineSettings.of(properties, lifetime(properties, environment));
    }

    @Bean(name = SESSIONS, destroyMethod = "close")
    @ConditionalOnMissingBean
    Sessions savehandlerSessions(
            SavehandlerProperties properties,
            SessionConfig config,
            ObjectProvider<SessionHandlerFactory> handlers,
            ObjectProvider<SessionEvents> events,
            ObjectProvider<SessionsCustomizer> customizers) {
        SessionHandlerFactory own = handlers.getIfAvailable();
        SessionsBuilder builder =
                own == null ? Sessions.builder(config) : Sessions.builder(own).config(config);
        List<SessionEvents> listeners = events.orderedStream().toList();
        if (!listeners.isEmpty()) {
            builder.events(new AllSessionEvents(listeners));
        }
        apply(properties, builder);
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        return builder.build();
    }

    private static void apply(SavehandlerProperties properties, SessionsBuilder builder) {
        builder.ownerOf(SessionPrincipal::of);
        if (properties.requestTimeout() != null) {
            builder.requestTimeout(properties.requestTimeout());
        }
        if (properties.gc().interval() != null) {
            builder.gcEvery(properties.gc().interval());
        }
        if (properties.whenGone() != null) {
            builder.whenGone(properties.whenGone());
        }
        switch (properties.whenStoreFails()) {
            case UNAVAILABLE -> {}
            case READ_ONLY -> builder.whenStartFails(WhenStartFails.READ_ONLY);
            case WITHOUT_SESSION ->
                builder.whenStartFails(WhenStartFails.WITHOUT_SESSION).whenSaveFails(WhenSaveFails.DROP);
        }
    }

    /** An application that moves here keeps the time-out that it has configured. */
    private static Duration lifetime(SavehandlerProperties properties, Environment environment) {
        if (properties.gcMaxlifetime() != null) {
            return properties.gcMaxlifetime();
        }
        return Stream.of("spring.session.timeout", "server.servlet.session.timeout")
                .map(environment::getProperty)
                .filter(value -> value != null && !value.isBlank())
                .findFirst()
                .map(value -> DurationStyle.detectAndParse(value, ChronoUnit.SECONDS))
                .orElse(SessionConfig.defaults().gcMaxLifetime());
    }
}
