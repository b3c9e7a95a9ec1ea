package io.savehandler.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.savehandler.Capability;
import io.savehandler.Regeneration;
import io.savehandler.SessionException;
import io.savehandler.SessionHandler;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@link ContractRule#OWNER_INDEX}, for factories that declare {@link Capability#OWNER_INDEX}. */
public interface OwnerIndexContract extends HandlerUnderTest {

    private static SessionHandler requestOf(@Nullable String owner, Trial trial) {
        return trial.request(context -> context.owner(() -> Optional.ofNullable(owner)));
    }

    private static String written(@Nullable String owner, Trial trial) {
        String id = trial.seeded("old");
        write(id, owner, trial);
        return id;
    }

    private static void write(String id, @Nullable String owner, Trial trial) {
        try (SessionHandler handler = requestOf(owner, trial)) {
            handler.read(id);
            handler.write(id, Bytes.of("data"));
        }
    }

    private static void assertDestroys(long expected, String owner, Trial trial) {
        try (SessionHandler handler = trial.requestElsewhere(context -> context.locking(false))) {
            assertEquals(expected, handler.destroyAllOf(owner, null), "how many sessions of the owner were destroyed");
        }
    }

    private static boolean isStored(String id, Trial trial) {
        return trial.fixture().inspect(id).isPresent();
    }

    /** A user changes the password: all other browsers are logged out. */
    @RuleTest(ContractRule.OWNER_INDEX)
    default void allSessionsOfAnOwnerAreDestroyedExceptTheSparedOne(Trial trial) {
        List<String> others = List.of(written("ada", trial), written("ada", trial));
        String spared = written("ada", trial);
        String another = written("bob", trial);
        String nobodys = written(null, trial);
        try (SessionHandler handler = requestOf("ada", trial)) {
            assertEquals(2, handler.destroyAllOf("ada", spared));
        }
        others.forEach(trial::assertNothingStored);
        List.of(spared, another, nobodys).forEach(id -> trial.assertStored("data", id));
    }

    /** An administrator locks a user out. */
    @RuleTest(ContractRule.OWNER_INDEX)
    default void allSessionsOfAnOwnerAreDestroyed(Trial trial) {
        List<String> ids = List.of(written("ada", trial), written("ada", trial));
        assertDestroys(2, "ada", trial);
        ids.forEach(trial::assertNothingStored);
        assertDestroys(0, "ada", trial);
    }

    /** A visitor logs in: somebody's session that was nobody's. Then another one does, and logs out. */
    @RuleTest(ContractRule.OWNER_INDEX)
    default void theLastWriteSaysWhoTheOwnerIs(Trial trial) {
        String id = written(null, trial);
        write(id, "ada", trial);
        write(id, "bob", trial);
        assertDestroys(0, "ada", trial);
        trial.assertStored("data", id);
        write(id, null, trial);
        assertDestroys(0, "bob", trial);
        trial.assertStored("data", id);
        write(id, "ada", trial);
        assertDestroys(1, "ada", trial);
        trial.assertNothingStored(id);
    }

    /** As every other write does. */
    @RuleTest(ContractRule.OWNER_INDEX)
    default void aConditionalWriteSaysWhoTheOwnerIs(Trial trial) {
        assumeTrue(trial.declares(Capability.COMPARE_AND_SET), "no compare-and-set");
        String id = written("ada", trial);
        try (SessionHandler handler =
                trial.request(context -> context.locking(false).owner(() -> Optional.of("bob")))) {
            handler.read(id);
            assumeTrue(handler.writeIfUnchanged(id, Bytes.of("data")), "the write was refused");
        }
        assertDestroys(0, "ada", trial);
        assertDestroys(1, "bob", trial);
        trial.assertNothingStored(id);
    }

    /** One that did not happen says nothing. */
    @RuleTest(ContractRule.OWNER_INDEX)
    default void aRefusedWriteLeavesTheOwnerAsItIs(Trial trial) {
        assumeTrue(trial.declares(Capability.COMPARE_AND_SET), "no compare-and-set");
        String id = written("ada", trial);
        try (SessionHandler handler =
                trial.request(context -> context.locking(false).owner(() -> Optional.of("bob")))) {
            handler.read(id);
            try (SessionHandler other =
                    trial.requestElsewhere(context -> context.locking(false).owner(() -> Optional.of("ada")))) {
                other.write(id, Bytes.of("theirs"));
            }
            assumeFalse(handler.writeIfUnchanged(id, Bytes.of("mine")), "the write was not refused");
        }
        assertDestroys(0, "bob", trial);
        trial.assertStored("theirs", id);
        assertDestroys(1, "ada", trial);
    }

    /** The data stays, and so does whose it is. */
    @RuleTest(ContractRule.TOUCH_ONLY_TOUCHES)
    default void aTouchLeavesTheOwnerAsItIs(Trial trial) {
        assumeTrue(trial.declares(Capability.TOUCH), "a touch is a write");
        String id = written("ada", trial);
        try (SessionHandler handler = requestOf(null, trial)) {
            handler.updateTimestamp(id, handler.read(id));
        }
        assertDestroys(1, "ada", trial);
        trial.assertNothingStored(id);
    }

    /** As at a log-in, where nobody's session becomes somebody's under a new id. */
    @RuleTest(ContractRule.OWNER_INDEX)
    default void aRegenerationTakesTheOwnerAlong(Trial trial) {
        String old = written(null, trial);
        String fresh = trial.newId();
        try (SessionHandler handler = requestOf("ada", trial)) {
            handler.read(old);
            handler.regenerate(new Regeneration(old, fresh, Bytes.of("data"), true));
        }
        assumeTrue(isStored(fresh, trial) && !isStored(old, trial), "the session did not move");
        assertDestroys(1, "ada", trial);
        trial.assertNothingStored(fresh);
    }

    /** Both sessions hold the user's data. */
    @RuleTest(ContractRule.OWNER_INDEX)
    default void anOldSessionThatIsKeptBelongsToTheOwnerToo(Trial trial) {
        String old = written(null, trial);
        String fresh = trial.newId();
        try (SessionHandler handler = requestOf("ada", trial)) {
            handler.read(old);
            handler.regenerate(new Regeneration(old, fresh, Bytes.of("data"), false));
        }
        assumeTrue(isStored(fresh, trial) && isStored(old, trial), "the old session was not kept");
        assertDestroys(2, "ada", trial);
        trial.assertNothingStored(old);
        trial.assertNothingStored(fresh);
    }

    /** An id that is taken up again is not the former owner's. */
    @RuleTest(ContractRule.OWNER_INDEX)
    default void whatWasDestroyedIsNobodysAnyMore(Trial trial) {
        String id = written("ada", trial);
        try (SessionHandler handler = requestOf("ada", trial)) {
            handler.read(id);
            handler.destroy(id);
        }
        trial.fixture().seed(id, Bytes.of("new"));
        assertDestroys(0, "ada", trial);
        trial.assertStored("new", id);
    }

    /** Lost, evicted, or removed by hand. */
    @RuleTest(ContractRule.OWNER_INDEX)
    default void whatTheStoreLostIsNobodysAnyMore(Trial trial) {
        String id = written("ada", trial);
        trial.fixture().remove(id);
        assertDestroys(0, "ada", trial);
        trial.fixture().seed(id, Bytes.of("old"));
        write(id, null, trial);
        assertDestroys(0, "ada", trial);
        trial.assertStored("data", id);
    }

    /** Before gc ran. */
    @RuleTest(ContractRule.OWNER_INDEX)
    default void whatHasExpiredIsNobodysAnyMore(Trial trial) {
        assumeTrue(trial.fixture().time().isPresent(), "the fixture does not tell how time passes");
        StoreTime time = trial.fixture().time().orElseThrow();
        written("ada", trial);
        time.pass(time.lifetime().plus(time.tolerance()));
        assertDestroys(0, "ada", trial);
    }

    /** The user is logged out in the middle of a request. */
    @RuleTest(ContractRule.NO_RESURRECTION)
    default void aSessionThatWasDestroyedWithItsOwnersIsNotBroughtBack(Trial trial) {
        String id = written("ada", trial);
        try (SessionHandler handler = requestOf("ada", trial)) {
            handler.read(id);
            assertDestroys(1, "ada", trial);
            assertThrows(SessionException.class, () -> handler.write(id, Bytes.of("late")));
        }
        trial.assertNothingStored(id);
        assertDestroys(0, "ada", trial);
    }

    /** No pattern, no key, no statement comes about, and no letter case is forgotten. */
    @RuleTest(ContractRule.OWNER_INDEX)
    default void anyTextCanBeAnOwner(Trial trial) {
        List<String> owners =
                List.of("ada", "Ada", "ada ", "a*", "a%", "_da", "O'Brien\\:{1}\"\n", "\u00e4\ud83d\ude00", "");
        List<String> ids = owners.stream().map(owner -> written(owner, trial)).toList();
        for (int i = 0; i < owners.size(); i++) {
            assertDestroys(1, owners.get(i), trial);
            trial.assertNothingStored(ids.get(i));
        }
    }

    /** Which browsers is the user logged in with? */
    @RuleTest(ContractRule.OWNER_INDEX)
    default void theSessionsOfAnOwnerAreListed(Trial trial) {
        assumeTrue(trial.declares(Capability.LISTING), "no listing");
        String first = written("ada", trial);
        String second = written("ada", trial);
        String gone = written("ada", trial);
        written("bob", trial);
        written(null, trial);
        trial.fixture().remove(gone);
        try (SessionHandler handler = trial.requestElsewhere(context -> context.readOnly(true));
                Stream<String> ids = handler.idsOf("ada")) {
            List<String> listed = ids.toList();
            assertEquals(Set.of(first, second), listed.stream().collect(Collectors.toSet()));
            assertEquals(2, listed.size());
        }
    }
}
