package io.savehandler.tomcat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.Concurrency;
import io.savehandler.SessionConfig;
import io.savehandler.SessionEvents;
import io.savehandler.SessionOutcome;
import io.savehandler.Sessions;
import io.savehandler.SessionsBuilder;
import io.savehandler.memory.InMemorySessionHandlerFactory;
import io.savehandler.memory.InMemorySessionStore;
import io.savehandler.php.PhpValue;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.Session;
import org.apache.catalina.session.PersistentManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tomcat's PersistentManager on the store: what Tomcat's own tests of its stores look at, and two nodes. */
@Tag("once")
class SavehandlerStoreTest {
    private static final Logger LOGGER = Logger.getLogger("io.savehandler");

    private final InMemorySessionStore memory = new InMemorySessionStore();
    private final Queue<String> destroyed = new ConcurrentLinkedQueue<>();
    private final Queue<SessionOutcome> outcomes = new ConcurrentLinkedQueue<>();
    private final AtomicInteger overwritten = new AtomicInteger();
    private final List<RunningTomcat> tomcats = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // before each test
    private PersistentManager one;

    @SuppressWarnings("NullAway.Init") // before each test
    private PersistentManager other;

    @BeforeEach
    void start() throws Exception {
        LOGGER.setUseParentHandlers(false);
        one = node();
        other = node();
    }

    @AfterEach
    void stop() throws Exception {
        for (RunningTomcat tomcat : tomcats) {
            tomcat.close();
        }
        LOGGER.setUseParentHandlers(true);
    }

    private SessionsBuilder sessions() {
        return Sessions.builder(
                        InMemorySessionHandlerFactory.builder().store(memory).build())
                .config(SessionConfig.builder().useStrictMode(false).build())
                .events(new SessionEvents() {
                    @Override
                    public void ended(SessionOutcome outcome, int bytes, Duration duration) {
                        outcomes.add(outcome);
                    }

                    @Override
                    public void overwritten(int keys) {
                        overwritten.addAndGet(keys);
                    }
                });
    }

    private PersistentManager node() throws Exception {
        RunningTomcat tomcat = RunningTomcat.make();
        PersistentManager manager = new PersistentManager();
        manager.setStore(new SavehandlerStore(sessions()));
        manager.setMaxIdleSwap(0);
        manager.setMinIdleSwap(0);
        Context context = tomcat.application("", manager, new HttpSessionListener() {
            @Override
            public void sessionDestroyed(HttpSessionEvent event) {
                destroyed.add(event.getSession().getId());
            }
        });
        context.setBackgroundProcessorDelay(-1);
        tomcats.add(tomcat);
        tomcat.start();
        return manager;
    }

    private static String sessionWith(PersistentManager manager, String name, Object value) {
        Session session = manager.createSession(null);
        session.getSession().setAttribute(name, value);
        session.setMaxInactiveInterval(600);
        return session.getId();
    }

    private static Session found(PersistentManager manager, String id) throws IOException {
        Session session = manager.findSession(id);
        assertThat(session).isNotNull();
        return session;
    }

    @Test
    void anIdleSessionIsSwappedOutAndComesBack() throws Exception {
        String id = sessionWith(one, "cart", new ArrayList<>(List.of("book")));
        long created = found(one, id).getCreationTime();
        one.processPersistenceChecks();
        assertThat(one.getActiveSessions()).isZero();
        assertThat(one.getStore().keys()).containsExactly(id);
        assertThat(one.getStore().getSize()).isEqualTo(1);
        Session session = found(one, id);
        assertThat(session.getSession().getAttribute("cart")).isEqualTo(List.of("book"));
        assertThat(session.getMaxInactiveInterval()).isEqualTo(600);
        assertThat(session.getCreationTime()).isEqualTo(created);
        assertThat(one.getActiveSessions()).isEqualTo(1);
    }

    @Test
    void tooManySessionsAreSwappedOut() throws Exception {
        one.setMaxActiveSessions(2);
        one.setMaxIdleSwap(-1);
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 2; i++) {
            ids.add(sessionWith(one, "n", i));
        }
        one.processPersistenceChecks();
        ids.add(sessionWith(one, "n", 2));
        assertThat(ids).hasSize(3).isSubsetOf(one.getSessionIdsFull());
    }

    @Test
    void requestsThatComeAtOnceGetOneSession() throws Exception {
        String id = sessionWith(one, "a", "b");
        one.processPersistenceChecks();
        Set<Session> views = new HashSet<>();
        for (Session view : atOnce(16, () -> found(one, id))) {
            views.add(view);
        }
        assertThat(views).hasSize(1);
    }

    @Test
    void anExpiredSessionIsToldToListenersAndLeavesTheStore() throws Exception {
        String known = sessionWith(one, "a", "b");
        String forgotten = sessionWith(one, "a", "b");
        String alive = sessionWith(one, "a", "b");
        one.processPersistenceChecks();
        age(known);
        age(forgotten);
        assertThat(other.findSession(known)).isNull();
        assertThat(destroyed).containsExactly(known);
        ((SavehandlerStore) other.getStore()).processExpires();
        assertThat(destroyed).containsExactly(known, forgotten);
        assertThat(one.getStore().keys()).containsExactly(alive);
    }

    private void age(String id) {
        try (Sessions door = sessions().build();
                io.savehandler.Session stored =
                        door.start(new ApplicationKeys(one.getContext()).of(id), Concurrency.LOCK)) {
            stored.put(
                    SwappedSession.KEY, PhpValue.of(Map.of("created", 1000L, "accessed", 1000L, "max_inactive", 600L)));
        }
    }

    @Test
    void anInvalidatedSessionLeavesTheStoreAndAnotherNodeDoesNotBringItBack() throws Exception {
        String id = sessionWith(one, "a", "b");
        one.processPersistenceChecks();
        Session late = found(other, id);
        found(one, id).getSession().invalidate();
        assertThat(one.getStore().keys()).isEmpty();
        late.getSession().setAttribute("a", "c");
        other.getStore().save(late);
        assertThat(outcomes).contains(SessionOutcome.DROPPED);
        assertThat(one.getStore().keys()).isEmpty();
    }

    @Test
    void twoNodesThatHaveItAtOnceLoseNothingButWhatBothHaveChanged() throws Exception {
        String id = sessionWith(one, "counter", 0);
        one.processPersistenceChecks();
        Session first = found(one, id);
        Session second = found(other, id);
        first.getSession().setAttribute("first", 1);
        second.getSession().setAttribute("second", 2);
        one.getStore().save(first);
        other.getStore().save(second);
        assertThat(overwritten).hasValue(0);
        Session merged = loaded(id);
        assertThat(merged.getSession().getAttribute("first")).isEqualTo(1);
        assertThat(merged.getSession().getAttribute("second")).isEqualTo(2);
        first.getSession().setAttribute("counter", 1);
        second.getSession().setAttribute("counter", 1);
        one.getStore().save(first);
        other.getStore().save(second);
        assertThat(overwritten).hasValue(1);
        second.getSession().removeAttribute("second");
        other.getStore().save(second);
        assertThat(loaded(id).getSession().getAttribute("second")).isNull();
    }

    private Session loaded(String id) throws Exception {
        Session loaded = one.getStore().load(id);
        assertThat(loaded).isNotNull();
        return loaded;
    }

    @Test
    void whatCannotBeStoredKeepsTheSessionInMemory() throws Exception {
        String id = sessionWith(one, "stream", System.in);
        assertThatThrownBy(() -> one.getStore().save(found(one, id)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("stream");
        one.processPersistenceChecks();
        assertThat(found(one, id).getSession().getAttribute("stream")).isSameAs(System.in);
    }

    @Test
    void savesLoadsAndRemovalsAtOnceShowNothingHalfDone() throws Exception {
        String id = sessionWith(one, "a", "x".repeat(10_000));
        Session session = found(one, id);
        one.getStore().save(session);
        AtomicInteger turn = new AtomicInteger();
        List<Session> seen = atOnce(120, () -> {
            int i = turn.getAndIncrement();
            if (i % 3 == 0) {
                synchronized (session) {
                    session.getSession().setAttribute("n" + i, i);
                    one.getStore().save(session);
                }
            } else if (i == 61) {
                other.getStore().remove("another");
            }
            Session loaded = other.getStore().load(id);
            assertThat(loaded.getSession().getAttribute("a")).isEqualTo("x".repeat(10_000));
            return loaded;
        });
        assertThat(seen).hasSize(120);
        other.getStore().clear();
        assertThat(one.getStore().keys()).isEmpty();
        assertThat(one.getStore().load(id)).isNull();
    }

    private static List<Session> atOnce(int times, Callable<Session> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Session> results = new ArrayList<>();
            List<Callable<Session>> all = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                all.add(work);
            }
            for (Future<Session> result : threads.invokeAll(all)) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdown();
        }
    }
}
