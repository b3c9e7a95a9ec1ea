package io.savehandler.memory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.HandlerContext;
import io.savehandler.HandlerContextBuilder;
import io.savehandler.Regeneration;
import io.savehandler.SessionConfigurationException;
import io.savehandler.SessionGoneException;
import io.savehandler.SessionHandler;
import io.savehandler.SessionLockLostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InMemorySessionHandlerTest {
    private static final Duration LIFETIME = Duration.ofMinutes(24);

    private final ManualClock clock = ManualClock.at(Instant.parse("2026-01-01T00:00:00Z"));
    private final InMemorySessionHandlerFactory factory =
            InMemorySessionHandlerFactory.builder().clock(clock).build();
    private final InMemorySessionStore store = factory.store();
    private final SessionHandler handler = handler(true);

    @AfterEach
    void everyLockIsGivenBack() {
        handler.close();
        assertThat(store.locked()).isZero();
    }

    @Test
    void keepsItsOwnCopyOfTheBytes() {
        byte[] data = bytes("data");
        handler.write("a", data);
        data[0] = 'X';
        handler.read("a")[1] = 'X';
        assertThat(handler.read("a")).isEqualTo(bytes("data"));
        store.find("a").orElseThrow()[0] = 'X';
        assertThat(store.find("a")).hasValue(bytes("data"));
    }

    @Test
    void goesByTheContextsClockWhereItHasNone() {
        InMemorySessionHandlerFactory clockless = InMemorySessionHandlerFactory.create();
        try (SessionHandler writer = clockless.newHandler(context().clock(clock).build())) {
            writer.write("a", bytes("data"));
        }
        clock.advance(LIFETIME);
        assertThat(clockless.newHandler(context().clock(clock).build()).gc(LIFETIME))
                .isEqualTo(1);
    }

    @Test
    void gcCountsWhatItRemovedAndIgnoresTheGivenLifetime() {
        put("a", "1", LIFETIME);
        put("b", "2", LIFETIME.multipliedBy(2));
        assertThat(handler.gc(Duration.ZERO)).isZero();
        clock.advance(LIFETIME);
        assertThat(handler.gc(LIFETIME.multipliedBy(9))).isEqualTo(1);
        assertThat(handler.gc(LIFETIME)).isZero();
        assertThat(store.size()).isEqualTo(1);
    }

    @Test
    void aSessionThatExpiredWhileItWasUsedIsStoredAgain() {
        put("a", "old", LIFETIME);
        handler.read("a");
        clock.advance(LIFETIME);
        handler.gc(LIFETIME);
        handler.write("a", bytes("new"));
        assertThat(store.find("a")).hasValue(bytes("new"));
    }

    @Test
    void aSessionThatWasDestroyedBeforeItsDeadlineIsNot() {
        put("a", "old", LIFETIME);
        handler.read("a");
        clock.advance(LIFETIME.minusMillis(1));
        store.remove("a");
        assertThatThrownBy(() -> handler.write("a", bytes("new"))).isInstanceOf(SessionGoneException.class);
        assertThatThrownBy(() -> handler.updateTimestamp("a", bytes("old"))).isInstanceOf(SessionGoneException.class);
        assertThat(handler.writeIfUnchanged("a", bytes("new"))).isFalse();
        assertThat(store.size()).isZero();
    }

    @Test
    void whatAWriterWithoutTheLockStoredIsNotOverwritten() {
        put("a", "old", LIFETIME);
        handler.read("a");
        put("a", "theirs", LIFETIME);
        assertThatThrownBy(() -> handler.write("a", bytes("mine"))).isInstanceOf(SessionLockLostException.class);
        assertThatThrownBy(() -> handler.regenerate(new Regeneration("a", "b", bytes("mine"), true)))
                .isInstanceOf(SessionLockLostException.class);
        assertThat(store.find("a")).hasValue(bytes("theirs"));
        assertThat(store.find("b")).isEmpty();
    }

    @Test
    void aTouchNeverShortensALife() {
        put("a", "data", LIFETIME.multipliedBy(3));
        handler.read("a");
        handler.updateTimestamp("a", bytes("data"));
        clock.advance(LIFETIME.multipliedBy(3).minusMillis(1));
        assertThat(handler(false).read("a")).isEqualTo(bytes("data"));
    }

    @Test
    void aTouchThatGainsLessThanItsIntervalChangesNothing() {
        put("a", "data", LIFETIME);
        try (SessionHandler toucher = factory.newHandler(
                context().touchInterval(Duration.ofMinutes(2)).build())) {
            toucher.read("a");
            clock.advance(Duration.ofMinutes(2).minusMillis(1));
            toucher.updateTimestamp("a", bytes("data"));
            assertThat(store.live("a", clock.millis() + LIFETIME.toMillis() - 1))
                    .isNull();
            clock.advance(Duration.ofMillis(1));
            toucher.updateTimestamp("a", bytes("data"));
            assertThat(store.live("a", clock.millis() + LIFETIME.toMillis() - 1))
                    .isNotNull();
        }
    }

    @Test
    void aTouchThatIsNotDueStillReportsThatTheSessionIsGone() {
        put("a", "data", LIFETIME);
        try (SessionHandler toucher = factory.newHandler(
                context().touchInterval(Duration.ofMinutes(2)).build())) {
            toucher.read("a");
            store.remove("a");
            assertThatThrownBy(() -> toucher.updateTimestamp("a", bytes("data")))
                    .isInstanceOf(SessionGoneException.class);
        }
    }

    @Test
    void readingAnotherSessionGivesTheFirstOnesLockBack() {
        handler.read("a");
        handler.read("b");
        assertThat(store.locked()).isEqualTo(1);
        try (SessionHandler other = handler(true)) {
            assertThat(other.read("a")).isEmpty();
        }
    }

    @Test
    void aReadOnlyRequestTakesNoLock() {
        put("a", "data", LIFETIME);
        handler.read("a");
        try (SessionHandler reader = factory.newHandler(context().readOnly(true).build())) {
            assertThat(reader.validateId("a")).isTrue();
            assertThat(reader.read("a")).isEqualTo(bytes("data"));
        }
    }

    @Test
    void whatValidationSawIsReadOnce() {
        put("a", "data", LIFETIME);
        SessionHandler unlocked = handler(false);
        assertThat(unlocked.validateId("a")).isTrue();
        put("a", "newer", LIFETIME);
        assertThat(unlocked.read("a")).isEqualTo(bytes("data"));
        assertThat(unlocked.read("a")).isEqualTo(bytes("newer"));
        assertThat(unlocked.validateId("a")).isTrue();
        clock.advance(LIFETIME);
        assertThat(unlocked.read("a")).isEmpty();
    }

    @Test
    void regenerationIntoItselfIsRefused() {
        put("a", "data", LIFETIME);
        assertThat(handler(false).regenerate(new Regeneration("a", "a", bytes("x"), true)))
                .isEqualTo(Regeneration.Outcome.NEW_ID_TAKEN);
        assertThat(store.find("a")).hasValue(bytes("data"));
    }

    @Test
    void comparingNeedsSomethingToCompareWith() {
        assertThatThrownBy(() -> handler.writeIfUnchanged("a", bytes("x"))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aSavePathIsRefused() {
        handler.open("", "PHPSESSID");
        assertThatThrownBy(() -> handler.open("/tmp", "PHPSESSID"))
                .isInstanceOf(SessionConfigurationException.class)
                .hasMessageContaining("session.save_path");
    }

    @Test
    void anEndlessLifetimeDoesNotOverflow() {
        Duration endless = Duration.ofSeconds(Long.MAX_VALUE);
        try (SessionHandler writer =
                factory.newHandler(context().lifetime(endless).build())) {
            writer.write("a", bytes("data"));
        }
        assertThat(handler.read("a")).isEqualTo(bytes("data"));
    }

    private void put(String id, String data, Duration lifetime) {
        store.put(id, bytes(data), clock.instant().plus(lifetime));
    }

    private SessionHandler handler(boolean locking) {
        return factory.newHandler(context().locking(locking).build());
    }

    private static HandlerContextBuilder context() {
        return HandlerContext.builder().lifetime(LIFETIME).clock(InstantSource.system());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
