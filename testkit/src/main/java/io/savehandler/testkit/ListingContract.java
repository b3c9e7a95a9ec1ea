package io.savehandler.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.savehandler.Capability;
import io.savehandler.SessionHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** {@link ContractRule#LISTING}, for factories that declare {@link Capability#LISTING}. By requests that only read. */
public interface ListingContract extends HandlerUnderTest {

    private static List<String> listed(Trial trial) {
        try (SessionHandler handler = reader(trial);
                Stream<String> ids = handler.ids()) {
            return ids.toList();
        }
    }

    private static SessionHandler reader(Trial trial) {
        return trial.requestElsewhere(context -> context.readOnly(true));
    }

    /** With data and without, which is not the same as not being there. */
    @RuleTest(ContractRule.LISTING)
    default void everySessionIsListedOnce(Trial trial) {
        List<String> seeded = List.of(trial.seeded("data"), trial.seeded(""), trial.seeded("data"));
        List<String> listed = listed(trial);
        seeded.forEach(id -> assertEquals(1, Collections.frequency(listed, id), "how often a session is listed"));
    }

    /** Whoever removed it. */
    @RuleTest(ContractRule.LISTING)
    default void aSessionThatIsGoneIsNotListed(Trial trial) {
        String gone = trial.seeded("data");
        String stays = trial.seeded("data");
        trial.fixture().remove(gone);
        List<String> listed = listed(trial);
        assertFalse(listed.contains(gone), "a removed session is listed");
        assertTrue(listed.contains(stays), "a session beside it is listed");
    }

    /** Before gc ran. */
    @RuleTest(ContractRule.LISTING)
    default void anExpiredSessionIsNotListed(Trial trial) {
        assumeTrue(trial.fixture().time().isPresent(), "the fixture does not tell how time passes");
        StoreTime time = trial.fixture().time().orElseThrow();
        String expired = trial.seeded("data");
        time.pass(time.lifetime().plus(time.tolerance()));
        assertFalse(listed(trial).contains(expired), "an expired session is listed");
    }

    /** Neither an id that somebody made up nor what a request leaves that found nothing. */
    @RuleTest(ContractRule.LISTING)
    default void anIdThatWasOnlyReadIsNotListed(Trial trial) {
        String unknown = trial.newId();
        try (SessionHandler handler = trial.request()) {
            handler.validateId(unknown);
            handler.read(unknown);
        }
        if (trial.fixture().lockIsAnEmptySession()
                || trial.fixture().inspect(unknown).isEmpty()) {
            assertFalse(listed(trial).contains(unknown), "an id that was only read is listed");
        }
    }

    /** Whoever looks round does not hold up the visitors, nor the other way round. */
    @RuleTest(ContractRule.LISTING)
    default void aLockedSessionIsListedWithoutWaiting(Trial trial) {
        assumeTrue(trial.declares(Capability.LOCKING), "no locks");
        assumeFalse(trial.declares(Capability.STORE_WIDE_LOCK), "the one lock may be in the way");
        String id = trial.seeded("data");
        try (SessionHandler owner = trial.request()) {
            owner.read(id);
            try (SessionHandler reader = trial.requestElsewhere(
                            context -> Trial.waiting(Duration.ZERO).apply(context.readOnly(true)));
                    Stream<String> ids = reader.ids()) {
                assertTrue(ids.anyMatch(id::equals), "a locked session is listed");
            }
        }
    }

    /** The others come once, however long the list takes. */
    @RuleTest(ContractRule.LISTING)
    default void sessionsThatComeAndGoMeanwhileDoNotDisturb(Trial trial) {
        List<String> seeded =
                IntStream.range(0, 12).mapToObj(i -> trial.seeded("data")).toList();
        List<String> listed = new ArrayList<>();
        Set<String> moving = new HashSet<>();
        try (SessionHandler handler = reader(trial);
                Stream<String> ids = handler.ids()) {
            Iterator<String> next = ids.iterator();
            for (int i = 0; next.hasNext(); i++) {
                listed.add(next.next());
                if (i < 6) {
                    moving.add(seeded.get(i));
                    trial.fixture().remove(seeded.get(i));
                    moving.add(trial.seeded("data"));
                }
            }
        }
        for (String id : seeded) {
            if (!moving.contains(id)) {
                assertEquals(1, Collections.frequency(listed, id), "how often a session is listed");
            }
        }
    }

    /** Nothing is left open, as the leftover check sees afterwards. */
    @RuleTest(ContractRule.LISTING)
    default void aListMayBeLeftUnread(Trial trial) {
        String id = trial.seeded("data");
        trial.seeded("data");
        try (SessionHandler handler = reader(trial)) {
            try (Stream<String> ids = handler.ids()) {
                assertTrue(ids.findAny().isPresent(), "something is listed");
            }
            assertEquals("data", Bytes.text(handler.read(id)));
        }
    }
}
