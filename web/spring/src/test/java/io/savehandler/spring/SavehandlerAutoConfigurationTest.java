package io.savehandler.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.Capability;
import io.savehandler.HandlerContext;
import io.savehandler.Session;
import io.savehandler.SessionConfig;
import io.savehandler.SessionConfigurationException;
import io.savehandler.SessionEvents;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.SessionStoreException;
import io.savehandler.Sessions;
import io.savehandler.memory.InMemorySessionHandlerFactory;
import io.savehandler.servlet.HttpSessionFilter;
import jakarta.servlet.http.HttpSessionListener;
import java.time.Duration;
import java.util.HashMap;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.session.MapSessionRepository;
import org.springframework.session.SessionRepository;

@Tag("once")
class SavehandlerAutoConfigurationTest {
    private final WebApplicationContextRunner application = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    SavehandlerAutoConfiguration.class,
                    SpringSessionAutoConfiguration.class,
                    SpringSessionFilterAutoConfiguration.class,
                    HttpSessionFilterAutoConfiguration.class,
                    SessionHealthAutoConfiguration.class))
            .withPropertyValues("savehandler.save-handler=memory");
    private final WebApplicationContextRunner withoutSpringSession =
            application.withClassLoader(new FilteredClassLoader("org.springframework.session"));

    @Test
    void withoutPropertiesTheEnginesDefaultsHold() {
        application.run(context -> {
            SessionConfig config = context.getBean(SessionConfig.class);
            SessionConfig defaults = SessionConfig.defaults();
            assertThat(config)
                    .usingRecursiveComparison()
                    .ignoringFields("saveHandler", "ids")
                    .isEqualTo(defaults);
            assertThat(config.ids().newId()).hasSameSizeAs(defaults.ids().newId());
        });
    }

    @Test
    void propertiesReachTheEngine() {
        application
                .withPropertyValues(
                        "savehandler.name=__Host-id",
                        "savehandler.gc-maxlifetime=3600",
                        "savehandler.cookie.secure=on",
                        "savehandler.cookie.samesite=Strict",
                        "savehandler.lock.wait-timeout=2s",
                        "savehandler.serialize-handler=igbinary",
                        "savehandler.settings.savehandler.memory.max-sessions=7")
                .run(context -> {
                    SessionConfig config = context.getBean(SessionConfig.class);
                    assertThat(config.cookie().name()).isEqualTo("__Host-id");
                    assertThat(config.gcMaxLifetime()).isEqualTo(Duration.ofHours(1));
                    assertThat(config.cookie().sameSite()).isEqualTo("Strict");
                    assertThat(config.lock().waitTimeout()).isEqualTo(Duration.ofSeconds(2));
                    assertThat(config.serializeHandler()).isEqualTo("igbinary");
                    assertThat(config.handlerSetting("savehandler.memory.max_sessions"))
                            .hasValue("7");
                });
    }

    @Test
    void theTimeOutOfAnApplicationThatMovesHereIsKept() {
        application
                .withPropertyValues("server.servlet.session.timeout=45m")
                .run(context -> assertThat(context.getBean(SessionConfig.class).gcMaxLifetime())
                        .isEqualTo(Duration.ofMinutes(45)));
        application
                .withPropertyValues("server.servlet.session.timeout=45m", "spring.session.timeout=900")
                .run(context -> assertThat(context.getBean(SessionConfig.class).gcMaxLifetime())
                        .isEqualTo(Duration.ofMinutes(15)));
    }

    @Test
    void theFilterComesBeforeSpringSecurityAndOnlyWithoutSpringSession() {
        withoutSpringSession.run(context -> {
            assertThat(context).hasSingleBean(HttpSessionFilter.class);
            assertThat(context.getBean(FilterRegistrationBean.class).getOrder()).isLessThan(-100);
        });
        application
                .withPropertyValues("savehandler.spring-session.enabled=false")
                .run(context -> assertThat(context).hasSingleBean(HttpSessionFilter.class));
        application.run(context -> assertThat(context)
                .hasSingleBean(SavehandlerSessionRepository.class)
                .doesNotHaveBean(HttpSessionFilter.class));
    }

    @Test
    void whatTheApplicationHasComesFirst() {
        application
                .withBean(SessionRepository.class, () -> new MapSessionRepository(new HashMap<>()))
                .run(context -> assertThat(context)
                        .doesNotHaveBean(SavehandlerSessionRepository.class)
                        .doesNotHaveBean(HttpSessionFilter.class));
        Sessions own = Sessions.builder(InMemorySessionHandlerFactory.create()).build();
        application
                .withBean(Sessions.class, () -> own)
                .run(context -> assertThat(context.getBean(Sessions.class)).isSameAs(own));
        application
                .withPropertyValues("savehandler.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(Sessions.class));
    }

    @Test
    void itsHandlerItsEventsItsListenersAndItsLastWordAreTaken() {
        AtomicInteger regenerated = new AtomicInteger();
        AtomicInteger asked = new AtomicInteger();
        InMemorySessionHandlerFactory store = InMemorySessionHandlerFactory.create();
        withoutSpringSession
                .withBean(SessionHandlerFactory.class, () -> store)
                .withBean(SessionEvents.class, () -> new SessionEvents() {
                    @Override
                    public void regenerated() {
                        regenerated.incrementAndGet();
                    }
                })
                .withBean(HttpSessionListener.class, () -> new HttpSessionListener() {})
                .withBean(SessionsCustomizer.class, () -> builder -> asked.incrementAndGet())
                .withBean(HttpSessionFilterCustomizer.class, () -> builder -> asked.incrementAndGet())
                .run(context -> {
                    assertThat(context).hasSingleBean(HttpSessionFilter.class);
                    try (Session session = context.getBean(Sessions.class).start(null)) {
                        session.put("user", "ada");
                        session.regenerateId(true);
                    }
                    assertThat(asked).hasValue(2);
                    assertThat(regenerated).hasValue(1);
                });
    }

    @Test
    void theSessionsAreClosedWithTheApplication() {
        AtomicInteger closed = new AtomicInteger();
        InMemorySessionHandlerFactory store = InMemorySessionHandlerFactory.create();
        application
                .withBean(
                        "store",
                        SessionHandlerFactory.class,
                        () -> new SessionHandlerFactory() {
                            @Override
                            public SessionHandler newHandler(HandlerContext context) {
                                return store.newHandler(context);
                            }

                            @Override
                            public void close() {
                                closed.incrementAndGet();
                            }
                        },
                        definition -> definition.setDestroyMethodName(""))
                .run(context -> assertThat(context).hasSingleBean(Sessions.class));
        assertThat(closed).hasValue(1);
    }

    @Test
    void aStoreThatCannotLockIsWhatTheApplicationMakesOfIt() {
        WebApplicationContextRunner lockless = application.withBean(SessionHandlerFactory.class, Lockless::new);
        lockless.run(context -> assertThatThrownBy(() -> started(context)).isInstanceOf(SessionStoreException.class));
        lockless.withPropertyValues("savehandler.when-store-fails=read-only").run(context -> {
            assertThat(started(context).isWritable()).isFalse();
            assertThat(started(context).startFailure()).isEmpty();
        });
        lockless.withPropertyValues("savehandler.when-store-fails=without-session")
                .run(context -> assertThat(started(context).startFailure()).isPresent());
    }

    private static Session started(ApplicationContext context) {
        return context.getBean(Sessions.class).start(null);
    }

    /** In memory, but for the locks. */
    private static final class Lockless implements SessionHandlerFactory {
        private final SessionHandlerFactory memory = InMemorySessionHandlerFactory.create();

        @Override
        public SessionHandler newHandler(HandlerContext context) {
            if (context.locking()) {
                throw new SessionStoreException("lock", "a test's store", "told to fail", null);
            }
            return memory.newHandler(context);
        }

        @Override
        public Set<Capability> capabilities() {
            return memory.capabilities();
        }
    }

    @Test
    void aWrongPropertyIsNamedAsTheApplicationSpellsIt() {
        application
                .withPropertyValues("savehandler.cookie.secure=maybe")
                .run(context -> assertThat(analysis(context.getStartupFailure()).getAction())
                        .contains("savehandler.cookie.secure"));
        application
                .withPropertyValues("savehandler.settings.redis.session.nonsense=1")
                .run(context -> assertThat(analysis(context.getStartupFailure()).getDescription())
                        .contains("redis.session.nonsense"));
    }

    @Test
    void aSecretInTheSavePathIsNeverShown() {
        application
                .withPropertyValues(
                        "savehandler.save-handler=nowhere", "savehandler.save-path=tcp://127.0.0.1:1?auth=hunter2")
                .run(context -> {
                    FailureAnalysis analysis = analysis(context.getStartupFailure());
                    assertThat(analysis.getDescription()).contains("nowhere").doesNotContain("hunter2");
                    assertThat(analysis.getAction())
                            .contains("savehandler.save-handler")
                            .doesNotContain("hunter2");
                });
        application
                .withBean(
                        Sessions.class,
                        () -> Sessions.builder(InMemorySessionHandlerFactory.create())
                                .build())
                .withPropertyValues("savehandler.save-path=hunter2")
                .run(context -> assertThat(
                                context.getBean(SavehandlerProperties.class).toString())
                        .doesNotContain("hunter2"));
    }

    private static FailureAnalysis analysis(Throwable failure) {
        assertThat(failure).hasRootCauseInstanceOf(SessionConfigurationException.class);
        return new SessionConfigurationFailureAnalyzer().analyze(failure);
    }
}
