package io.savehandler.testkit;

import io.savehandler.Capability;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

final class BrokenFactories {
    private BrokenFactories() {}

    static List<BrokenHandler> handlers() {
        return List.of(
                BrokenHandler.whoseFactory(
                        "forgets everything when it is closed",
                        ContractRule.DURABILITY,
                        new Defect() {
                            @Override
                            public void factoryClosed(BreakableFixture store) {
                                store.forgetAll();
                            }
                        },
                        "whatWasWrittenOutlivesTheFactoryAndTheStoresProcess"),
                BrokenHandler.whoseFactory(
                        "does not declare what it can do",
                        ContractRule.CAPABILITIES,
                        declaring(Set.of(Capability.TOUCH), Set.of()),
                        "theTestClassImplementsTheContractsOfWhatIsDeclared"),
                BrokenHandler.whoseFactory(
                        "compares and sets without declaring it",
                        ContractRule.CAPABILITIES,
                        declaring(Set.of(Capability.COMPARE_AND_SET), Set.of()),
                        "theTestClassImplementsTheContractsOfWhatIsDeclared",
                        "comparingAndSettingIsUnsupportedUnlessDeclared"),
                BrokenHandler.whoseFactory(
                        "lists without declaring it",
                        ContractRule.CAPABILITIES,
                        declaring(Set.of(Capability.LISTING), Set.of()),
                        "theTestClassImplementsTheContractsOfWhatIsDeclared",
                        "listingIsUnsupportedUnlessDeclared"),
                BrokenHandler.whoseFactory(
                        "hands over without declaring it",
                        ContractRule.CAPABILITIES,
                        declaring(Set.of(Capability.EXPIRY_HANDOVER), Set.of()),
                        "theTestClassImplementsTheContractsOfWhatIsDeclared",
                        "handingOverIsUnsupportedUnlessDeclared"),
                BrokenHandler.whoseFactory(
                        "knows owners without declaring it",
                        ContractRule.CAPABILITIES,
                        declaring(Set.of(Capability.OWNER_INDEX), Set.of()),
                        "theTestClassImplementsTheContractsOfWhatIsDeclared",
                        "ownersAreUnsupportedUnlessDeclared"),
                BrokenHandler.whoseFactory(
                        "declares one lock for all sessions and no lock",
                        ContractRule.CAPABILITIES,
                        declaring(Set.of(Capability.LOCKING), Set.of(Capability.STORE_WIDE_LOCK)),
                        "theTestClassImplementsTheContractsOfWhatIsDeclared",
                        "aStoreWideLockIsDeclaredAsALockToo"));
    }

    private static Defect declaring(Set<Capability> less, Set<Capability> more) {
        return new Defect() {
            @Override
            public Set<Capability> capabilities(Set<Capability> sound) {
                Set<Capability> declared = EnumSet.copyOf(sound);
                declared.removeAll(less);
                declared.addAll(more);
                return declared;
            }
        };
    }
}
