package io.savehandler.testkit;

import io.savehandler.SessionHandlerFactory;
import io.savehandler.files.FilesLock;
import io.savehandler.wrap.CurrentStore;
import io.savehandler.wrap.MigratingSessionHandlerFactory;
import org.junit.jupiter.api.Tag;

/** A migration to {@code files} at its first step: the in-memory store decides, the files follow. */
@Tag("once")
class MigrationToFilesContractTest implements EveryMemoryContract {
    @Override
    public HandlerFixture newFixture() {
        FilesFixture files = new FilesFixture(FilesLock.PHP);
        return new InMemoryFixture() {
            @Override
            public SessionHandlerFactory newFactory() {
                return MigratingSessionHandlerFactory.of(super.newFactory(), files.newFactory(), CurrentStore.OLD);
            }

            @Override
            public void close() {
                files.close();
            }
        };
    }
}
