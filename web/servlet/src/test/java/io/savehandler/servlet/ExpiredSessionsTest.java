package io.savehandler.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.Capability;
import io.savehandler.HandlerContext;
import io.savehandler.SessionConfig;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.Sessions;
import io.savehandler.SessionsBuilder;
import io.savehandler.files.FilesSessionHandlerFactory;
import io.savehandler.memory.InMemorySessionHandlerFactory;
import io.savehandler.memory.InMemorySessionStore;
import io.savehandler.memory.ManualClock;
import io.savehandler.spi.ForwardingSessionHandlerFactory;
import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionBindingListener;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A session that nobody comes back to ends with gc, and one node's listeners hear of it. */
@Tag("once")
class ExpiredSessionsTest {
    private static final Duration LIFETIME = Duration.ofMinutes(24);
    private static final AttributeCodec TICKETS =
            AttributeCodecs.of("ticket", Ticket.class, Ticket::name, stored -> new Ticket(stored.asString()));
    private static final List<String> TOLD = new CopyOnWriteArrayList<>();

    @TempDir
    Path directory;

    private final InMemorySessionStore memory = new InMemorySessionStore();
    private final ManualClock clock = ManualClock.at(Instant.parse("2026-11-22T00:00:00Z"));
    private final Browser browser = new Browser();

    ExpiredSessionsTest() {
        TOLD.clear();
    }

    private Sessions sessions(SessionHandlerFactory store) {
        SessionsBuilder builder =
                Sessions.builder(store).clock(clock).config(SessionConfig.from(Map.of("session.gc_probability", "0")));
        return builder.build();
    }

    private Supplier<SessionHandlerFactory> store(String kind) {
        return kind.equals("memory")
                ? () -> InMemorySessionHandlerFactory.builder().store(memory).build()
                : () -> FilesSessionHandlerFactory.connect(directory.toString());
    }

    private static RunningTomcat.Builder application(Sessions sessions, String node) {
        return RunningTomcat.with(HttpSessionFilter.builder(sessions)
                        .codecs(TICKETS)
                        .listener(new Ends(node))
                        .build())
                .page("/login", (request, response) -> {
                    request.getSession().setAttribute("user", "ada");
                    request.getSession().setAttribute("ticket", new Ticket("A7"));
                })
                .page("/new-id", (request, response) -> request.changeSessionId())
                .page("/logout", (request, response) -> request.getSession().invalidate());
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "files"})
    void whatGcRemovesIsDestroyedOnOneOfTheNodes(String kind) throws Exception {
        try (Sessions one = sessions(store(kind).get());
                Sessions other = sessions(store(kind).get());
                RunningTomcat node = application(one, "one").start();
                RunningTomcat otherNode = application(other, "other").start()) {
            browser.get(node.uri("/login"));
            new Browser().get(otherNode.uri("/login"));
            browser.get(otherNode.uri("/logout"));
            assertThat(TOLD).containsExactly("other: ada's session ended", "A7 given back");
            TOLD.clear();

            assertThat(one.gc()).isZero();
            clock.advance(LIFETIME.plusSeconds(2));
            long removed =
                    Stream.of(one, other).parallel().mapToLong(Sessions::gc).sum();
            assertThat(removed).isEqualTo(1);
            assertThat(TOLD)
                    .hasSize(2)
                    .contains("A7 given back")
                    .anyMatch(told -> told.endsWith("ada's session ended"));
            assertThat(one.gc() + other.gc()).isZero();
            assertThat(TOLD).hasSize(2);
        }
    }

    @Test
    void aCopyUnderAnOldIdIsNoEnd() throws Exception {
        Sessions sessions = sessions(store("memory").get());
        HttpSessionFilter filter = HttpSessionFilter.builder(sessions)
                .oldIdGrace(Duration.ofMinutes(1))
                .listener(new Ends("node"))
                .codecs(TICKETS)
                .build();
        try (RunningTomcat node = RunningTomcat.with(filter)
                .page("/login", (request, response) -> {
                    request.getSession().setAttribute("user", "ada");
                    request.changeSessionId();
                })
                .page("/id", (request, response) -> request.changeSessionId())
                .start()) {
            browser.get(node.uri("/login"));
            browser.get(node.uri("/id"));
            assertThat(memory.size()).isGreaterThan(1);
            clock.advance(LIFETIME.plusSeconds(2));
            sessions.gc();
            assertThat(memory.size()).isZero();
            assertThat(TOLD).containsExactly("node: ada's session ended");
        }
    }

    @Test
    void nobodyIsToldOnceTheApplicationHasEnded() throws Exception {
        Sessions sessions = sessions(store("memory").get());
        try (RunningTomcat node = application(sessions, "node").start()) {
            browser.get(node.uri("/login"));
        }
        clock.advance(LIFETIME.plusSeconds(2));
        assertThat(sessions.gc()).isEqualTo(1);
        assertThat(TOLD).isEmpty();
    }

    @Test
    void aStoreThatCannotTellIsUsedAllTheSame() throws Exception {
        Sessions sessions = sessions(new Untelling(store("memory").get()));
        try (RunningTomcat node = application(sessions, "node").start()) {
            browser.get(node.uri("/login"));
            clock.advance(LIFETIME.plusSeconds(2));
            assertThat(sessions.gc()).isEqualTo(1);
            assertThat(TOLD).isEmpty();
        }
    }

    private record Ends(String node) implements HttpSessionListener {
        @Override
        public void sessionDestroyed(HttpSessionEvent event) {
            TOLD.add(node + ": " + event.getSession().getAttribute("user") + "'s session ended");
        }
    }

    private record Ticket(String name) implements HttpSessionBindingListener {
        @Override
        public void valueUnbound(HttpSessionBindingEvent event) {
            TOLD.add(name + " given back");
        }
    }

    /** A store that removes expired sessions and does not say which. */
    private static final class Untelling extends ForwardingSessionHandlerFactory {
        Untelling(SessionHandlerFactory inner) {
            super(inner);
        }

        @Override
        public SessionHandler newHandler(HandlerContext context) {
            return inner().newHandler(context);
        }

        @Override
        public Set<Capability> capabilities() {
            Set<Capability> less = EnumSet.copyOf(inner().capabilities());
            less.remove(Capability.EXPIRY_HANDOVER);
            return less;
        }
    }
}
