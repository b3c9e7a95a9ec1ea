package io.savehandler.testkit;

/** All contracts on one defect. Run by {@link KitOnBrokenHandlers} through the JUnit platform, not by itself. */
class EveryContract
        implements SessionHandlerContract,
                LockingContract,
                CompareAndSetContract,
                TouchContract,
                ListingContract,
                OwnerIndexContract,
                ExpiryHandoverContract,
                ExpiryContract,
                DurabilityContract,
                StoreFailureContract,
                UnknownOutcomeContract {
    static volatile Defect defect = Defect.NONE;

    @Override
    public HandlerFixture newFixture() {
        return new BreakableFixture(defect);
    }
}
