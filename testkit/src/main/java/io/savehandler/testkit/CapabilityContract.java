package io.savehandler.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.savehandler.Capability;
import io.savehandler.SessionHandler;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** {@link ContractRule#CAPABILITIES}. */
public interface CapabilityContract extends HandlerUnderTest {

    /** Nothing that is declared goes unchecked, and nothing is checked that is not declared. */
    @RuleTest(ContractRule.CAPABILITIES)
    default void theTestClassImplementsTheContractsOfWhatIsDeclared(Trial trial) {
        Map<Class<?>, Boolean> wanted = Map.ofEntries(
                Map.entry(LockingContract.class, trial.declares(Capability.LOCKING)),
                Map.entry(CompareAndSetContract.class, trial.declares(Capability.COMPARE_AND_SET)),
                Map.entry(TouchContract.class, trial.declares(Capability.TOUCH)),
                Map.entry(ListingContract.class, trial.declares(Capability.LISTING)),
                Map.entry(OwnerIndexContract.class, trial.declares(Capability.OWNER_INDEX)),
                Map.entry(ExpiryHandoverContract.class, trial.declares(Capability.EXPIRY_HANDOVER)),
                Map.entry(DurabilityContract.class, trial.declares(Capability.DURABLE)),
                Map.entry(ExpiryContract.class, trial.fixture().time().isPresent()),
                Map.entry(StoreFailureContract.class, trial.fixture().fault().isPresent()),
                Map.entry(
                        UnknownOutcomeContract.class,
                        trial.fixture().lostAnswers().isPresent()));
        Set<String> expected = new TreeSet<>();
        Set<String> implemented = new TreeSet<>();
        wanted.forEach((contract, declared) -> {
            if (declared) {
                expected.add(contract.getSimpleName());
            }
            if (contract.isInstance(this)) {
                implemented.add(contract.getSimpleName());
            }
        });
        assertEquals(
                expected, implemented, "contracts that the factory and the fixture call for, and those implemented");
    }

    /** A store-wide lock is a lock. */
    @RuleTest(ContractRule.CAPABILITIES)
    default void aStoreWideLockIsDeclaredAsALockToo(Trial trial) {
        if (trial.declares(Capability.STORE_WIDE_LOCK)) {
            assertEquals(true, trial.declares(Capability.LOCKING), "LOCKING is declared beside STORE_WIDE_LOCK");
        }
    }

    /** Without the capability the operation says so. */
    @RuleTest(ContractRule.CAPABILITIES)
    default void comparingAndSettingIsUnsupportedUnlessDeclared(Trial trial) {
        assumeFalse(trial.declares(Capability.COMPARE_AND_SET), "declared, and checked by CompareAndSetContract");
        String id = trial.seeded("data");
        try (SessionHandler handler = trial.request()) {
            handler.read(id);
            assertThrows(UnsupportedOperationException.class, () -> handler.writeIfUnchanged(id, Bytes.of("new")));
        }
        trial.assertStored("data", id);
    }

    /** Without the capability the operation says so. */
    @RuleTest(ContractRule.CAPABILITIES)
    default void listingIsUnsupportedUnlessDeclared(Trial trial) {
        assumeFalse(trial.declares(Capability.LISTING), "declared, and checked by ListingContract");
        try (SessionHandler handler = trial.request()) {
            assertThrows(UnsupportedOperationException.class, handler::ids);
            assertThrows(UnsupportedOperationException.class, () -> handler.idsOf("owner"));
        }
    }

    /** Without the capability the operation says so. */
    @RuleTest(ContractRule.CAPABILITIES)
    default void handingOverIsUnsupportedUnlessDeclared(Trial trial) {
        assumeFalse(trial.declares(Capability.EXPIRY_HANDOVER), "declared, and checked by ExpiryHandoverContract");
        try (SessionHandler handler = trial.request()) {
            assertThrows(UnsupportedOperationException.class, () -> handler.gc(Duration.ofHours(1), (id, data) -> {}));
        }
    }

    /** Without the capability the operations say so. */
    @RuleTest(ContractRule.CAPABILITIES)
    default void ownersAreUnsupportedUnlessDeclared(Trial trial) {
        assumeFalse(trial.declares(Capability.OWNER_INDEX), "declared, and checked by OwnerIndexContract");
        try (SessionHandler handler = trial.request()) {
            assertThrows(UnsupportedOperationException.class, () -> handler.idsOf("owner"));
            assertThrows(UnsupportedOperationException.class, () -> handler.destroyAllOf("owner", null));
        }
    }
}
