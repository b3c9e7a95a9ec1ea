package io.savehandler.files;

import io.savehandler.Capability;
import io.savehandler.HandlerContext;
import io.savehandler.SessionConfigurationException;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import java.util.Set;

/**
 * PHP's {@code files}: one file for each session, in a directory that PHP may share, under the lock that PHP takes.
 * Thread-safe.
 *
 * <p>As in PHP, {@code read} of an unknown id creates an empty file, for the file carries the lock; data is written in
 * place; a file must belong to this process's user or to root, and is not opened through a symbolic link. A session is
 * locked while its bytes are copied even by a request that does not lock or only reads.
 *
 * <p>Different from PHP, on purpose: a session that was not written or touched for its whole lifetime is not returned, even
 * before gc has removed it ({@link FilesSessionHandlerFactoryBuilder#expireOnRead} switches that off); waiting for a lock
 * ends after {@link io.savehandler.LockSettings#waitTimeout()}; gc spares a locked file and searches the directories of all
 * levels. The host's clock, {@link HandlerContext#clock()}, decides what has expired; each write and touch stamps the file
 * with it.
 */
public final class FilesSessionHandlerFactory implements SessionHandlerFactory {
    private static final Set<Capability> CAPABILITIES = Set.of(
            Capability.LOCKING,
            Capability.COMPARE_AND_SET,
            Capability.TOUCH,
            Capability.LISTING,
            Capability.EXPIRY_HANDOVER,
            Capability.DURABLE);

    private final FilesStore store;

    FilesSessionHandlerFactory(FilesStore store) {
        this.store = store;
    }

    /**
     * A factory for a save path as in {@code session.save_path}, with PHP's lock.
     *
     * @param savePath {@code directory}, {@code N;directory} or {@code N;MODE;directory}; empty is the system's directory for
     *     temporary files
     * @throws SessionConfigurationException if the save path is none, or this JVM cannot take PHP's lock
     */
    public static FilesSessionHandlerFactory connect(String savePath) {
        return builder().savePath(savePath).build();
    }

    /** A builder that starts with an empty save path, PHP's lock and expiry on read. */
    public static FilesSessionHandlerFactoryBuilder builder() {
        return new FilesSessionHandlerFactoryBuilder();
    }

    @Override
    public SessionHandler newHandler(HandlerContext context) {
        return new FilesSessionHandler(store, context);
    }

    @Override
    public Set<Capability> capabilities() {
        return CAPABILITIES;
    }

    @Override
    public void close() {
        store.close();
    }

    /** The directory and which lock is taken, and how. */
    @Override
    public String toString() {
        return "FilesSessionHandlerFactory[" + store.paths().savePath().directory() + ", "
                + store.files().lockName() + "]";
    }
}
