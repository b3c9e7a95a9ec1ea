package io.savehandler.testkit;

import io.savehandler.SessionHandlerFactory;
import io.savehandler.wrap.CurrentStore;
import org.junit.jupiter.api.Tag;

/**
 * Two nodes of a migration at different steps. No store decides for both, so what they declare holds among nodes of one
 * step, except for the locks.
 */
@Tag("once")
class BothStepsContractTest
        implements DataContract,
                AbsenceContract,
                DestructionContract,
                ValidationContract,
                SessionIdContract,
                CloseContract,
                RegenerationContract,
                LockingContract,
                TouchContract,
                ExpiryContract {
    @Override
    public HandlerFixture newFixture() {
        return new MigratingFixture(CurrentStore.OLD, true) {
            private int made;

            @Override
            public SessionHandlerFactory newFactory() {
                return migration(made++ % 2 == 0 ? CurrentStore.OLD : CurrentStore.NEW);
            }
        };
    }
}
