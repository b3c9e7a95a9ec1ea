package io.savehandler.jetty;

import io.savehandler.Concurrency;
import io.savehandler.HandlerContext;
import io.savehandler.Session;
import io.savehandler.SessionConfig;
import io.savehandler.SessionEvents;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.Sessions;
import io.savehandler.servlet.AttributeCodec;
import io.savehandler.servlet.AttributeCodecs;
import io.savehandler.servlet.AttributeCopy;
import io.savehandler.servlet.AttributeStorage;
import java.io.ObjectInputFilter;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Logger;
import org.eclipse.jetty.session.AbstractSessionDataStoreTest;
import org.eclipse.jetty.session.SessionData;
import org.eclipse.jetty.session.SessionDataStoreFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Jetty's own suite for session data stores, with a second door to the store. */
@SuppressWarnings("NullAway") // Jetty's suite knows no null marks
abstract class JettyStoreSuite extends AbstractSessionDataStoreTest {
    private static final Logger LOGGER = Logger.getLogger("io.savehandler");

    private static final Set<String> OF_THE_SUITE = Set.of("Foo", "Proxyable", "ProxyableInvocationHandler");
    private static final SessionConfig CONFIG = SessionConfig.builder()
            .useStrictMode(false)
            .gcProbability(0, 1)
            .gcMaxLifetime(Duration.ofHours(4))
            .build();

    private final SessionHandlerFactory handlers;
    private final Sessions door;

    JettyStoreSuite(SessionHandlerFactory handlers) throws Exception {
        this.handlers = handlers;
        this.door = Sessions.builder(handlers).config(CONFIG).build();
    }

    @BeforeEach
    void quiet() {
        LOGGER.setUseParentHandlers(false);
    }

    @AfterEach
    void stopServer() throws Exception {
        LOGGER.setUseParentHandlers(true);
        _server.stop();
        door.close();
    }

    @Override
    public SessionDataStoreFactory createSessionDataStoreFactory() {
        return SavehandlerDataStoreFactory.builder(handlers)
                .config(CONFIG)
                .codecs(codec())
                .build();
    }

    private static AttributeCodec codec() {
        return AttributeCodecs.serialized("java", read -> {
            Class<?> type = read.serialClass();
            boolean ofTheSuite =
                    type != null && (OF_THE_SUITE.contains(type.getName()) || Proxy.class.isAssignableFrom(type));
            return ofTheSuite ? ObjectInputFilter.Status.ALLOWED : ObjectInputFilter.Status.UNDECIDED;
        });
    }

    @Override
    public void persistSession(SessionData data) {
        try (Session session = door.start(key(data), Concurrency.MERGE)) {
            attributes().storeAll(session, data.getAllAttributes());
            JettyFacts.note(session, data, Long.MIN_VALUE);
        }
    }

    @Override
    public void persistUnreadableSession(SessionData data) {
        HandlerContext context =
                HandlerContext.builder().lifetime(CONFIG.gcMaxLifetime()).build();
        try (SessionHandler handler = handlers.newHandler(context)) {
            handler.open("", "PHPSESSID");
            handler.write(key(data), "a|i:broken".getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Override
    public boolean checkSessionExists(SessionData data) {
        return stored(data).isPresent();
    }

    @Override
    public boolean checkSessionPersisted(SessionData data) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(_contextClassLoader);
        try {
            Session session = stored(data).orElseThrow();
            JettyFacts facts = JettyFacts.of(session);
            SessionData restored = new SessionData("", "", "", 0, 0, 0, 0);
            facts.restore(restored);
            return facts.created(-1) == data.getCreated()
                    && facts.accessed(-1) == data.getAccessed()
                    && facts.lastAccessed(-1) == data.getLastAccessed()
                    && facts.maxInactive(-2) == data.getMaxInactiveMs()
                    && restored.getExpiry() == data.getExpiry()
                    && restored.getCookieSet() == data.getCookieSet()
                    && restored.getLastSaved() == data.getLastSaved()
                    && Objects.equals(restored.getLastNode(), data.getLastNode())
                    && holds(session, data.getAllAttributes());
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static boolean holds(Session session, Map<String, Object> attributes) {
        Map<String, Object> stored = attributes().load(session);
        return stored.keySet().equals(attributes.keySet())
                && attributes.entrySet().stream()
                        .allMatch(entry -> areAlike(stored.get(entry.getKey()), entry.getValue()));
    }

    /** The suite's own classes have no equals. */
    private static boolean areAlike(@Nullable Object one, Object other) {
        if (one instanceof List<?> list && other instanceof List<?> others) {
            return list.size() == others.size() && areAlike(list.get(0), others.get(0));
        }
        return one != null
                && (other instanceof String ? one.equals(other) : one.getClass().equals(other.getClass()));
    }

    private static AttributeCopy attributes() {
        return AttributeStorage.of(List.of(codec()), SessionEvents.NONE).newCopy(Set.of(JettyFacts.KEY));
    }

    private Optional<Session> stored(SessionData data) {
        return door.resume(key(data), Concurrency.READ_ONLY);
    }

    private static String key(SessionData data) {
        return new StoreKeys(data.getContextPath(), data.getVhost()).of(data.getId());
    }
}
