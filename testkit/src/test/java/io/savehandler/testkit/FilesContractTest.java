package io.savehandler.testkit;

import io.savehandler.files.FilesLock;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(FilesLock.class)
class FilesContractTest
        implements SessionHandlerContract,
                LockingContract,
                CompareAndSetContract,
                TouchContract,
                ListingContract,
                ExpiryHandoverContract,
                ExpiryContract,
                DurabilityContract,
                StoreFailureContract {
    private final FilesLock lock;

    FilesContractTest(FilesLock lock) {
        this.lock = lock;
    }

    @Override
    public HandlerFixture newFixture() {
        return new FilesFixture(lock);
    }
}
