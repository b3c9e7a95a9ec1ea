package io.savehandler;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.memory.InMemorySessionHandlerFactory;
import io.savehandler.memory.InMemorySessionStore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two requests that change one session at the same time, at two nodes; the slower one's view. */
class MergedValuesTest {
    private final InMemorySessionStore store = new InMemorySessionStore();
    private final List<Integer> overwritten = new ArrayList<>();
    private final Sessions slowNode = Sessions.builder(factory())
            .events(new SessionEvents() {
                @Override
                public void overwritten(int keys) {
                    overwritten.add(keys);
                }
            })
            .build();
    private final Sessions fastNode = Sessions.builder(factory()).build();
    private String id = "";

    @BeforeEach
    void store() {
        id = fastNode.run(null, session -> {
            session.put("a", 0);
            session.put("list", List.of(1, 2));
            return session.id();
        });
    }

    @AfterEach
    void close() {
        slowNode.close();
        fastNode.close();
    }

    @Test
    void ofTwoPutsTheLastWinsAndSaysSo() {
        Session merged = merge(slow -> slow.put("a", 1), fast -> fast.put("a", 2));
        assertThat(merged.getLong("a", 0)).isEqualTo(1);
        assertThat(overwritten).containsExactly(1);
    }

    @Test
    void removingWhatAnotherPutSaysSo() {
        Session merged = merge(slow -> slow.remove("a"), fast -> fast.put("a", 2));
        assertThat(merged.contains("a")).isFalse();
        assertThat(overwritten).containsExactly(1);
    }

    @Test
    void puttingWhatAnotherRemovedSaysSo() {
        Session merged = merge(slow -> slow.put("a", 1), fast -> fast.remove("a"));
        assertThat(merged.getLong("a", 0)).isEqualTo(1);
        assertThat(overwritten).containsExactly(1);
    }

    @Test
    void clearingWhatOthersPutSaysHowMany() {
        Session merged = merge(Session::clear, fast -> {
            fast.put("a", 2);
            fast.put("b", 3);
        });
        assertThat(merged.keys()).isEmpty();
        assertThat(overwritten).containsExactly(2);
    }

    @Test
    void twoNewValuesUnderOneNewKeySayTheSame() {
        merge(slow -> slow.put("new", "x"), fast -> fast.put("new", "y"));
        assertThat(overwritten).containsExactly(1);
    }

    @Test
    void whatOnlyOneOfThemChangedIsNotOverwritten() {
        Session merged = merge(slow -> slow.put("list", List.of(3)), fast -> fast.put("a", 2));
        assertThat(merged.getLong("a", 0)).isEqualTo(2);
        assertThat(merged.getList("list")).hasSize(1);
        assertThat(overwritten).isEmpty();
    }

    @Test
    void theSameValueTwiceIsNotOverwritten() {
        merge(slow -> slow.put("list", List.of(3)), fast -> fast.put("list", List.of(3)));
        assertThat(overwritten).isEmpty();
    }

    @Test
    void anUpdateSeesTheOthersValueAndOverwritesNothing() {
        Session merged =
                merge(slow -> slow.update("a", a -> a.toLong(0) + 1), fast -> fast.update("a", a -> a.toLong(0) + 10));
        assertThat(merged.getLong("a", 0)).isEqualTo(11);
        assertThat(overwritten).isEmpty();
    }

    @Test
    void aMoveUnderMergeSaysSoToo() {
        Session slow = slowNode.start(id, Concurrency.MERGE);
        slow.put("a", 1);
        fastNode.run(id, session -> {
            session.put("a", 2);
            return true;
        });
        slow.regenerateId(true);
        slow.close();
        assertThat(overwritten).containsExactly(1);
    }

    @Test
    void withoutAnotherRequestNothingIsOverwritten() {
        Session merged = merge(slow -> slow.put("a", 1), fast -> {});
        assertThat(merged.getLong("a", 0)).isEqualTo(1);
        assertThat(overwritten).isEmpty();
    }

    private Session merge(Consumer<Session> slowWork, Consumer<Session> fastWork) {
        Session slow = slowNode.start(id, Concurrency.MERGE);
        slowWork.accept(slow);
        fastNode.run(id, Concurrency.MERGE, session -> {
            fastWork.accept(session);
            return true;
        });
        slow.close();
        return slowNode.start(id, Concurrency.READ_ONLY);
    }

    private InMemorySessionHandlerFactory factory() {
        return InMemorySessionHandlerFactory.builder().store(store).build();
    }
}
