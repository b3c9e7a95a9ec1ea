package io.savehandler.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.savehandler.Capability;
import io.savehandler.SessionHandler;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * {@link ContractRule#EXPIRY_HANDOVER}, for factories that declare {@link Capability#EXPIRY_HANDOVER} and fixtures that have
 * {@link HandlerFixture#time()}.
 */
public interface ExpiryHandoverContract extends HandlerUnderTest {

    private static StoreTime time(Trial trial) {
        assumeTrue(trial.fixture().time().isPresent(), "the fixture does not tell how time passes");
        return trial.fixture().time().orElseThrow();
    }

    private static void passLifetime(Trial trial) {
        time(trial).pass(time(trial).lifetime().plus(time(trial).tolerance()));
    }

    private static Map<String, String> collected(Trial trial) {
        Map<String, String> removed = new TreeMap<>();
        try (SessionHandler handler = trial.requestElsewhere(context -> context)) {
            long count = handler.gc(
                    time(trial).lifetime(), (id, data) -> assertEquals(null, removed.put(id, Bytes.text(data))));
            assertEquals(removed.size(), count, "as many as were handed over");
        }
        return removed;
    }

    /** Its data too; and afterwards there is nothing left to hand over. */
    @RuleTest(ContractRule.EXPIRY_HANDOVER)
    default void eachExpiredSessionIsHandedOverAndNoOther(Trial trial) {
        String one = trial.newId();
        String other = trial.newId();
        trial.write(one, Bytes.of("one"));
        trial.write(other, Bytes.of("other"));
        passLifetime(trial);
        String alive = trial.newId();
        trial.write(alive, Bytes.of("alive"));
        assertEquals(new TreeMap<>(Map.of(one, "one", other, "other")), collected(trial));
        assertEquals(Map.of(), collected(trial));
        trial.assertNothingStored(one);
        trial.assertStored("alive", alive);
    }

    /** Until it is let go. */
    @RuleTest(ContractRule.EXPIRY_HANDOVER)
    default void aSessionThatIsInUseStays(Trial trial) {
        assumeTrue(trial.declares(Capability.LOCKING), "no locks");
        assumeFalse(trial.declares(Capability.STORE_WIDE_LOCK), "the one lock may be in the way");
        String id = trial.newId();
        trial.write(id, Bytes.of("data"));
        try (SessionHandler user = trial.request()) {
            user.read(id);
            passLifetime(trial);
            assertEquals(Map.of(), collected(trial));
        }
        assertEquals(Map.of(id, "data"), collected(trial));
    }

    /** Whichever of them was first. */
    @RuleTest(ContractRule.EXPIRY_HANDOVER)
    default void nodesThatCollectAtTheSameTimeShareTheSessions(Trial trial) {
        List<String> ids = IntStream.range(0, 5).mapToObj(i -> trial.newId()).toList();
        ids.forEach(id -> trial.write(id, Bytes.of("data")));
        passLifetime(trial);
        Map<String, AtomicInteger> seen = new ConcurrentHashMap<>();
        IntStream.range(0, 4).parallel().forEach(node -> {
            try (SessionHandler handler = trial.requestElsewhere(context -> context)) {
                handler.gc(
                        time(trial).lifetime(),
                        (id, data) -> seen.computeIfAbsent(id, first -> new AtomicInteger())
                                .incrementAndGet());
            }
        });
        ids.forEach(
                id -> assertEquals(1, seen.getOrDefault(id, new AtomicInteger()).get(), "how often it is seen"));
        assertEquals(ids.size(), seen.size());
    }
}
