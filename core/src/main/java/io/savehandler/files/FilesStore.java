package io.savehandler.files;

import io.savehandler.HandlerContext;
import java.time.Duration;
import java.time.Instant;

/** What all requests on one directory share. Thread-safe. */
final class FilesStore implements AutoCloseable {
    private final SessionPaths paths;
    private final SessionFiles files;
    private final FileLocks locks;
    private final FileFailures failures;
    private final boolean expiresOnRead;

    FilesStore(SessionPaths paths, SessionFiles files, boolean expiresOnRead) {
        FilesSavePath savePath = paths.savePath();
        this.paths = paths;
        this.files = files;
        this.locks = new FileLocks(files, savePath.mode());
        this.failures = new FileFailures(savePath.directory().toString());
        this.expiresOnRead = expiresOnRead;
    }

    SessionPaths paths() {
        return paths;
    }

    SessionFiles files() {
        return files;
    }

    FileLocks locks() {
        return locks;
    }

    FileFailures failures() {
        return failures;
    }

    boolean expiresOnRead() {
        return expiresOnRead;
    }

    /** Whether a reader takes the session for expired, by the host's clock. PHP's readers never do. */
    boolean isExpired(FileStatus status, HandlerContext context) {
        return isExpired(status.modified(), context);
    }

    boolean isExpired(Instant modified, HandlerContext context) {
        Duration age = Duration.between(modified, context.clock().instant());
        return expiresOnRead && age.compareTo(lifetime(context)) > 0;
    }

    /** The request's lifetime, cut so that adding it to a time never overflows. */
    Duration lifetime(HandlerContext context) {
        Duration lifetime = context.lifetime();
        return lifetime.compareTo(HandlerContext.NO_DEADLINE) > 0 ? HandlerContext.NO_DEADLINE : lifetime;
    }

    @Override
    public void close() {
        files.close();
    }
}
