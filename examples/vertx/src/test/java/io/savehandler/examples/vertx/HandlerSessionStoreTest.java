package io.savehandler.examples.vertx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.SessionHandlerFactory;
import io.savehandler.memory.InMemorySessionHandlerFactory;
import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Session;
import java.util.ConcurrentModificationException;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.runner.JUnitCore;
import org.junit.runner.Result;

/** Vert.x's sessions in one of our stores. */
@Tag("once")
class HandlerSessionStoreTest {
    private static final int CASES = 21;
    private static final long TIMEOUT = 60_000;

    private final Vertx vertx = Vertx.vertx();
    private final SessionHandlerFactory handlers = InMemorySessionHandlerFactory.create();
    private final HandlerSessionStore store = HandlerSessionStore.of(vertx, handlers);

    @AfterEach
    void closeVertx() {
        vertx.close().await();
    }

    private Session stored(Session session) {
        return Objects.requireNonNull(store.get(session.id()).await());
    }

    @Test
    void passesVertxOwnTests() {
        passes(HandlerSessionStoreCases.class);
    }

    @ParameterizedTest
    @ValueSource(classes = {HandlerSessionStoreCases.InFiles.class, HandlerSessionStoreCases.InRedis.class})
    @Tag("long")
    @RequiresServers(Server.REDIS)
    void passesVertxOwnTestsOnOtherStores(Class<?> cases) {
        passes(cases);
    }

    private static void passes(Class<?> cases) {
        Result result = JUnitCore.runClasses(cases);
        assertThat(result.getFailures()).isEmpty();
        assertThat(result.getRunCount()).isGreaterThanOrEqualTo(CASES);
        assertThat(result.getIgnoreCount()).isZero();
    }

    @Test
    void theFirstOfTwoChangesStays() {
        Session made = store.createSession(TIMEOUT);
        store.put(made.put("cart", "book")).await();
        Session one = stored(made);
        Session other = stored(made);
        store.put(one.put("cart", "pen")).await();
        assertThatThrownBy(() -> store.put(other.put("cart", "ink")).await())
                .isInstanceOf(ConcurrentModificationException.class);
        assertThat(stored(made).<String>get("cart")).isEqualTo("pen");
    }

    @Test
    void aDestroyedSessionIsNotBroughtBack() {
        Session made = store.createSession(TIMEOUT);
        store.put(made.put("cart", "book")).await();
        Session late = stored(made);
        store.delete(made.id()).await();
        assertThatThrownBy(() -> store.put(late.put("cart", "ink")).await())
                .isInstanceOf(ConcurrentModificationException.class);
        assertThat(store.get(made.id()).await()).isNull();
    }

    @Test
    void countsAndClears() {
        store.put(store.createSession(TIMEOUT)).await();
        store.put(store.createSession(TIMEOUT)).await();
        assertThat(store.size().await()).isEqualTo(2);
        store.clear().await();
        assertThat(store.size().await()).isZero();
    }
}
