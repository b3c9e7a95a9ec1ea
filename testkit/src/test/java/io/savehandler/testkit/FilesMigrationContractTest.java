package io.savehandler.testkit;

import io.savehandler.SessionHandlerFactory;
import io.savehandler.files.FilesLock;
import io.savehandler.memory.InMemorySessionHandlerFactory;
import io.savehandler.memory.InMemorySessionStore;
import io.savehandler.wrap.CurrentStore;
import io.savehandler.wrap.MigratingSessionHandlerFactory;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A migration whose current store is {@code files}, where the lock is in the way of any other reader, ours included. */
@ParameterizedClass
@EnumSource
@Tag("once")
class FilesMigrationContractTest
        implements SessionHandlerContract,
                LockingContract,
                CompareAndSetContract,
                TouchContract,
                ListingContract,
                ExpiryHandoverContract,
                ExpiryContract,
                DurabilityContract,
                StoreFailureContract {
    private final CurrentStore files;

    FilesMigrationContractTest(CurrentStore files) {
        this.files = files;
    }

    @Override
    public HandlerFixture newFixture() {
        return new FilesFixture(FilesLock.PHP) {
            private final InMemorySessionStore memory = new InMemorySessionStore();

            @Override
            public SessionHandlerFactory newFactory() {
                SessionHandlerFactory other =
                        InMemorySessionHandlerFactory.builder().store(memory).build();
                return files == CurrentStore.OLD
                        ? MigratingSessionHandlerFactory.of(super.newFactory(), other, files)
                        : MigratingSessionHandlerFactory.of(other, super.newFactory(), files);
            }

            @Override
            public OptionalInt heldLocks() {
                return OptionalInt.of(memory.locked());
            }
        };
    }
}
