package io.savehandler.spring;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.session.FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME;

import io.savehandler.Concurrency;
import io.savehandler.SessionConfig;
import io.savehandler.Sessions;
import io.savehandler.memory.InMemorySessionHandlerFactory;
import io.savehandler.memory.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.session.events.SessionCreatedEvent;
import org.springframework.session.events.SessionDeletedEvent;
import org.springframework.session.events.SessionExpiredEvent;

/** What Spring's own tests of their repositories ask, one by one, and what they cannot answer. */
@Tag("once")
class SavehandlerSessionRepositoryTest {
    private final ManualClock clock = ManualClock.at(Instant.parse("2026-01-01T00:00:00Z"));
    private final Sessions sessions = Sessions.builder(
                    InMemorySessionHandlerFactory.builder().clock(clock).build())
            .config(SessionConfig.from(Map.of("session.gc_maxlifetime", "1800")))
            .clock(clock)
            .ownerOf(SessionPrincipal::of)
            .build();
    private final List<Object> events = new ArrayList<>();
    private final SavehandlerSessionRepository repository =
            new SavehandlerSessionRepository(sessions, List.of(), Duration.ofMinutes(1), events::add);

    private SavehandlerSession saved(String name, Object value) {
        SavehandlerSession session = repository.createSession();
        session.setAttribute(name, value);
        repository.save(session);
        return session;
    }

    private SavehandlerSession found(String id) {
        return requireNonNull(repository.findById(id));
    }

    @Test
    void aSessionIsStoredWhenItIsSavedAndNotBefore() {
        SavehandlerSession session = repository.createSession();
        assertThat(repository.findById(session.getId())).isNull();
        session.setAttribute("user", "ada");
        repository.save(session);
        SavehandlerSession again = found(session.getId());
        assertThat(again.<String>getAttribute("user")).isEqualTo("ada");
        assertThat(again.getAttributeNames()).containsExactly("user");
        assertThat(again.getCreationTime()).isEqualTo(session.getCreationTime());
        assertThat(again.getMaxInactiveInterval()).isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void anEmptySessionIsStoredToo() {
        SavehandlerSession session = repository.createSession();
        repository.save(session);
        assertThat(found(session.getId()).getAttributeNames()).isEmpty();
    }

    @Test
    void unknownAndMalformedIdsAreNoSessions() {
        assertThat(repository.findById("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")).isNull();
        assertThat(repository.findById("../../etc/passwd")).isNull();
        repository.deleteById("../../etc/passwd");
    }

    @Test
    void attributesAreChangedAndRemoved() {
        SavehandlerSession session = saved("user", "ada");
        SavehandlerSession next = found(session.getId());
        next.setAttribute("user", "grace");
        next.setAttribute("cart", new ArrayList<>(List.of("book")));
        repository.save(next);
        next.removeAttribute("user");
        repository.save(next);
        assertThat(found(session.getId()).getAttributeNames()).containsExactly("cart");
    }

    @Test
    void whatWasChangedInPlaceIsStored() {
        SavehandlerSession session = saved("cart", new ArrayList<>(List.of("book")));
        SavehandlerSession next = found(session.getId());
        requireNonNull(next.<List<String>>getAttribute("cart")).add("pen");
        repository.save(next);
        assertThat(found(session.getId()).<List<String>>getAttribute("cart")).containsExactly("book", "pen");
    }

    @Test
    void parallelRequestsKeepEachOthersAttributes() {
        SavehandlerSession session = saved("user", "ada");
        SavehandlerSession one = found(session.getId());
        SavehandlerSession other = found(session.getId());
        one.setAttribute("first", 1);
        other.setAttribute("second", 2);
        other.removeAttribute("user");
        repository.save(one);
        repository.save(other);
        assertThat(found(session.getId()).getAttributeNames()).containsExactlyInAnyOrder("first", "second");
    }

    @Test
    void ofTwoThatSetOneAttributeTheLastWins() {
        SavehandlerSession session = saved("user", "ada");
        SavehandlerSession one = found(session.getId());
        SavehandlerSession other = found(session.getId());
        one.setAttribute("user", "one");
        other.setAttribute("user", "other");
        repository.save(other);
        repository.save(one);
        assertThat(found(session.getId()).<String>getAttribute("user")).isEqualTo("one");
    }

    @Test
    void aDeletedSessionStaysDeletedWhateverIsSavedLate() {
        SavehandlerSession session = saved("user", "ada");
        SavehandlerSession late = found(session.getId());
        late.setAttribute("cart", "book");
        repository.deleteById(session.getId());
        repository.save(late);
        assertThat(repository.findById(session.getId())).isNull();
    }

    @Test
    void theIdChangesTwiceAndTheOldOnesAreUnknown() {
        SavehandlerSession session = saved("user", "ada");
        String first = session.getId();
        String second = session.changeSessionId();
        String third = session.changeSessionId();
        repository.save(session);
        assertThat(List.of(first, second, third)).doesNotHaveDuplicates();
        assertThat(repository.findById(first)).isNull();
        assertThat(repository.findById(second)).isNull();
        assertThat(found(third).<String>getAttribute("user")).isEqualTo("ada");
    }

    @Test
    void theIdOfASessionThatWasNeverSavedChanges() {
        SavehandlerSession session = repository.createSession();
        String first = session.getId();
        session.setAttribute("user", "ada");
        String second = session.changeSessionId();
        repository.save(session);
        assertThat(second).isNotEqualTo(first).isEqualTo(session.getId());
        assertThat(repository.findById(first)).isNull();
        assertThat(found(second).<String>getAttribute("user")).isEqualTo("ada");
    }

    @Test
    void whatWasSetBeforeTheIdChangesMovesAlong() {
        SavehandlerSession session = saved("user", "ada");
        session.setAttribute("cart", "book");
        String id = session.changeSessionId();
        repository.save(session);
        assertThat(found(id).getAttributeNames()).containsExactlyInAnyOrder("user", "cart");
    }

    @Test
    void ofTwoThatChangeTheIdOneKeepsTheSession() {
        SavehandlerSession session = saved("user", "ada");
        SavehandlerSession one = found(session.getId());
        SavehandlerSession other = found(session.getId());
        String kept = one.changeSessionId();
        String lost = other.changeSessionId();
        repository.save(one);
        other.setAttribute("cart", "book");
        repository.save(other);
        assertThat(found(kept).getAttributeNames()).containsExactly("user");
        assertThat(repository.findById(lost)).isNull();
        assertThat(repository.findById(session.getId())).isNull();
    }

    @Test
    void theIdOfADeletedSessionChangesAndBringsNothingBack() {
        SavehandlerSession session = saved("user", "ada");
        SavehandlerSession late = found(session.getId());
        repository.deleteById(session.getId());
        String id = late.changeSessionId();
        repository.save(late);
        assertThat(repository.findById(id)).isNull();
        assertThat(repository.findById(session.getId())).isNull();
    }

    @Test
    void nothingIsWrittenWhereNothingHasChanged() {
        SavehandlerSession session = saved("user", "ada");
        byte[] before = stored(session.getId());
        clock.advance(Duration.ofSeconds(30));
        SavehandlerSession next = found(session.getId());
        next.setLastAccessedTime(clock.instant());
        next.getAttribute("user");
        assertThat(next.mustBeSaved()).isFalse();
        clock.advance(Duration.ofSeconds(31));
        next = found(session.getId());
        next.setLastAccessedTime(clock.instant());
        repository.save(next);
        assertThat(stored(session.getId())).isNotEqualTo(before);
        assertThat(found(session.getId()).getLastAccessedTime()).isEqualTo(clock.instant());
    }

    private byte[] stored(String id) {
        return sessions.resume(id, Concurrency.READ_ONLY).orElseThrow().encode();
    }

    @Test
    void aSessionLivesAsLongAsItIsUsed() {
        SavehandlerSession session = saved("user", "ada");
        for (int i = 0; i < 5; i++) {
            clock.advance(Duration.ofMinutes(20));
            SavehandlerSession next = found(session.getId());
            next.setLastAccessedTime(clock.instant());
            repository.save(next);
        }
        clock.advance(Duration.ofMinutes(31));
        assertThat(repository.findById(session.getId())).isNull();
    }

    @Test
    void anIntervalOfItsOwnEndsASessionAndIsTold() {
        SavehandlerSession session = saved("user", "ada");
        session.setMaxInactiveInterval(Duration.ofSeconds(100));
        repository.save(session);
        clock.advance(Duration.ofSeconds(99));
        assertThat(found(session.getId()).isExpired()).isFalse();
        clock.advance(Duration.ofSeconds(12));
        assertThat(repository.findById(session.getId())).isNull();
        assertThat(events)
                .last()
                .isInstanceOfSatisfying(
                        SessionExpiredEvent.class,
                        event -> assertThat(event.getSession().<String>getAttribute("user"))
                                .isEqualTo("ada"));
    }

    @Test
    void beginningAndEndAreTold() {
        SavehandlerSession session = saved("user", "ada");
        repository.save(session);
        assertThat(events).singleElement().isInstanceOf(SessionCreatedEvent.class);
        repository.deleteById(session.getId());
        assertThat(events).last().isInstanceOfSatisfying(SessionDeletedEvent.class, event -> {
            assertThat(event.getSessionId()).isEqualTo(session.getId());
            assertThat(event.getSession().<String>getAttribute("user")).isEqualTo("ada");
        });
    }

    @Test
    void whatNothingStoresIsRefusedWhereItIsSet() {
        SavehandlerSession session = saved("user", "ada");
        assertThatThrownBy(() -> session.setAttribute("thread", Thread.currentThread()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("thread");
        assertThatThrownBy(() -> session.setAttribute("a|b", 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a|b");
        session.setAttribute("still", "fine");
        repository.save(session);
        assertThat(found(session.getId()).getAttributeNames()).contains("still");
    }

    @Test
    void sessionsAreFoundByTheirPrincipal() {
        SavehandlerSession one = saved(PRINCIPAL_NAME_INDEX_NAME, "ada");
        SavehandlerSession other = saved(PRINCIPAL_NAME_INDEX_NAME, "ada");
        saved(PRINCIPAL_NAME_INDEX_NAME, "grace");
        saved("user", "ada");
        assertThat(repository.findByPrincipalName("ada")).containsOnlyKeys(one.getId(), other.getId());
        assertThat(repository.findByIndexNameAndIndexValue("other", "ada")).isEmpty();
    }

    @Test
    void theIndexFollowsThePrincipalAndTheId() {
        SavehandlerSession session = saved(PRINCIPAL_NAME_INDEX_NAME, "ada");
        SavehandlerSession next = found(session.getId());
        next.setAttribute("cart", "book");
        repository.save(next);
        assertThat(repository.findByPrincipalName("ada")).containsOnlyKeys(session.getId());
        next.setAttribute(PRINCIPAL_NAME_INDEX_NAME, "grace");
        repository.save(next);
        assertThat(repository.findByPrincipalName("ada")).isEmpty();
        String id = next.changeSessionId();
        assertThat(repository.findByPrincipalName("grace")).containsOnlyKeys(id);
        next.removeAttribute(PRINCIPAL_NAME_INDEX_NAME);
        repository.save(next);
        assertThat(repository.findByPrincipalName("grace")).isEmpty();
        repository.deleteById(id);
        assertThat(repository.findByPrincipalName("grace")).isEmpty();
    }
}
