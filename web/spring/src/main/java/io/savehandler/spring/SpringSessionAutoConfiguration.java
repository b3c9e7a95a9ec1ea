package io.savehandler.spring;

import io.savehandler.SessionConfig;
import io.savehandler.Sessions;
import io.savehandler.servlet.AttributeCodec;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.session.SessionRepository;
import org.springframework.session.config.annotation.web.http.EnableSpringHttpSession;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.HeaderHttpSessionIdResolver;
import org.springframework.session.web.http.HttpSessionIdResolver;

/**
 * Gives an application that has Spring Session a {@link SavehandlerSessionRepository} below it, and a cookie with the engine's
 * settings. Steps back where the application has a repository.
 */
@AutoConfiguration(
        after = SavehandlerAutoConfiguration.class,
        beforeName = {
            "org.springframework.boot.autoconfigure.session.SessionAutoConfiguration",
            "org.springframework.boot.session.autoconfigure.SessionAutoConfiguration"
        })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({EnableSpringHttpSession.class, SessionRepository.class})
@ConditionalOnBean({Sessions.class, SavehandlerProperties.class})
@ConditionalOnMissingBean(SessionRepository.class)
@ConditionalOnProperty(name = "savehandler.spring-session.enabled", matchIfMissing = true)
@EnableSpringHttpSession
public class SpringSessionAutoConfiguration {
    /** For Spring. */
    public SpringSessionAutoConfiguration() {}

    @Bean
    SavehandlerSessionRepository sessionRepository(
            Sessions sessions,
            SavehandlerProperties properties,
            ObjectProvider<AttributeCodec> codecs,
            ApplicationContext application) {
        return new SavehandlerSessionRepository(
                sessions,
                ApplicationCodecs.of(codecs, properties, application),
                properties.filter().accessInterval(),
                application);
    }

    @Bean
    @ConditionalOnMissingBean({HttpSessionIdResolver.class, CookieSerializer.class})
    @ConditionalOnProperty("savehandler.filter.id-header")
    HttpSessionIdResolver savehandlerIdHeader(SavehandlerProperties properties) {
        return new HeaderHttpSessionIdResolver(properties.filter().idHeader());
    }

    @Bean
    @ConditionalOnMissingBean({HttpSessionIdResolver.class, CookieSerializer.class})
    CookieSerializer savehandlerCookies(Sessions sessions) {
        SessionConfig config = sessions.config();
        return SessionCookies.of(config.cookie());
    }
}
