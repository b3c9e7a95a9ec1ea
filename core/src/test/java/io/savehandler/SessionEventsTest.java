package io.savehandler;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the engine tells its {@link SessionEvents}. */
class SessionEventsTest {
    private final RecordingStore store = new RecordingStore();

    private void stored(String data) {
        store.sessions.put("known", data.getBytes(UTF_8));
    }

    @Test
    void eventsTellWhatHappened() {
        List<String> told = new ArrayList<>();
        Sessions observed = Sessions.builder(store).events(recorder(told)).build();
        stored("a|i:1;");
        observed.start("known").close();
        observed.run("known", session -> {
            session.put("a", 2);
            session.regenerateId(true);
            return session.id();
        });
        store.nextIds.add("fresh");
        observed.start("for/ged").abort();
        assertThat(told)
                .containsExactly(
                        "started LOCK true 6",
                        "ended TOUCHED 6",
                        "started LOCK true 6",
                        "regenerated",
                        "ended TOUCHED 6",
                        "refused true",
                        "started LOCK false 0",
                        "ended UNTOUCHED 0");
        store.failing.add("read");
        assertThatThrownBy(() -> observed.start(null)).isInstanceOf(SessionStoreException.class);
        assertThat(told).endsWith("failed read");
    }

    private static SessionEvents recorder(List<String> told) {
        return new SessionEvents() {
            @Override
            public void started(Concurrency concurrency, boolean found, int bytes, Duration duration) {
                told.add("started " + concurrency + " " + found + " " + bytes);
            }

            @Override
            public void idRefused(boolean malformed) {
                told.add("refused " + malformed);
            }

            @Override
            public void ended(SessionOutcome outcome, int bytes, Duration duration) {
                told.add("ended " + outcome + " " + bytes);
            }

            @Override
            public void regenerated() {
                told.add("regenerated");
            }

            @Override
            public void storeFailed(String operation, boolean outcomeUnknown) {
                told.add("failed " + operation);
            }
        };
    }
}
