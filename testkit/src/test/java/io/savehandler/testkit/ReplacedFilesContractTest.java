package io.savehandler.testkit;

import io.savehandler.files.AtomicReplace;
import io.savehandler.files.FilesLock;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(names = {"ON", "SYNC"})
class ReplacedFilesContractTest
        implements SessionHandlerContract,
                LockingContract,
                CompareAndSetContract,
                TouchContract,
                ListingContract,
                ExpiryHandoverContract,
                ExpiryContract,
                DurabilityContract,
                StoreFailureContract {
    private final AtomicReplace atomicReplace;

    ReplacedFilesContractTest(AtomicReplace atomicReplace) {
        this.atomicReplace = atomicReplace;
    }

    @Override
    public HandlerFixture newFixture() {
        return new FilesFixture(FilesLock.JAVA_ONLY, atomicReplace);
    }
}
