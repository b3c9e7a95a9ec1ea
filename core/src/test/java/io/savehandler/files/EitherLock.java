package io.savehandler.files;

import static io.savehandler.files.SessionDirectory.impatient;
import static io.savehandler.files.SessionDirectory.opened;
import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.HandlerContext;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;

/** Tests of one directory, to be run with each lock. */
abstract class EitherLock {
    static final HandlerContext LOCKING = impatient().build();
    static final HandlerContext UNLOCKED = impatient().locking(false).build();
    static final HandlerContext READ_ONLY = impatient().readOnly(true).build();

    final SessionHandlerFactory factory;
    final SessionDirectory directory;

    EitherLock(FilesLock lock, Path path) {
        factory = FilesSessionHandlerFactory.builder()
                .savePath(path.toString())
                .lock(lock)
                .build();
        directory = new SessionDirectory(path);
    }

    @AfterEach
    void nothingIsLeft() {
        factory.close();
        assertThat(FileLocks.inUse()).isZero();
    }

    SessionHandler handler(HandlerContext context) {
        return opened(factory, context);
    }
}
