package io.savehandler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Sessions that vanish, and writes whose answer does. */
class VanishedSessionsTest {
    private final RecordingStore store = new RecordingStore();
    private final Sessions sessions = Sessions.builder(store).build();

    private void stored(String data) {
        store.sessions.put("known", data.getBytes(UTF_8));
    }

    private String stored() {
        return new String(store.sessions.get("known"), UTF_8);
    }

    @Test
    void aSessionDestroyedByAnotherRequestStaysGone() {
        stored("a|i:1;");
        Session session = sessions.start("known");
        session.put("a", 2);
        store.sessions.clear();
        session.close();
        assertThat(store.sessions).isEmpty();
        assertThat(session.outcome()).isEqualTo(SessionOutcome.DROPPED);
    }

    @Test
    void whenGoneCanThrowOrRecreate() {
        for (WhenGone choice : new WhenGone[] {WhenGone.THROW, WhenGone.RECREATE}) {
            stored("a|i:1;");
            Session session = Sessions.builder(store).whenGone(choice).build().start("known");
            session.put("a", 2);
            store.sessions.clear();
            if (choice == WhenGone.THROW) {
                assertThatThrownBy(session::close).isInstanceOf(SessionGoneException.class);
                assertThat(store.sessions).isEmpty();
            } else {
                session.close();
                assertThat(stored()).isEqualTo("a|i:2;");
                assertThat(session.outcome()).isEqualTo(SessionOutcome.SAVED);
            }
        }
    }

    @Test
    void aWriteWithoutAnswerIsASuccessIfTheStoreHoldsTheData() {
        stored("a|i:1;");
        Session session = sessions.start("known");
        session.put("a", 2);
        store.lostAnswers.add("write");
        session.close();
        assertThat(session.outcome()).isEqualTo(SessionOutcome.SAVED);
        assertThat(stored()).isEqualTo("a|i:2;");
    }

    @Test
    void aWriteWithoutAnswerIsReportedIfTheStoreHoldsOtherData() {
        stored("a|i:1;");
        Session session = sessions.start("known");
        session.put("a", 2);
        store.failing.add("write");
        store.failuresAreUnknown = true;
        assertThatThrownBy(session::close)
                .isInstanceOfSatisfying(
                        SessionStoreException.class,
                        e -> assertThat(e.outcomeUnknown()).isTrue());
        assertThat(stored()).isEqualTo("a|i:1;");
        assertThat(store.takeCalls()).containsOnlyOnce("write(");
    }
}
