package io.savehandler.files;

import io.savehandler.SessionConfigurationException;
import java.util.Objects;

/** Builds {@link FilesSessionHandlerFactory}. Not thread-safe. */
public final class FilesSessionHandlerFactoryBuilder {
    private String savePath = "";
    private FilesLock lock = FilesLock.PHP;
    private boolean expireOnRead = true;

    FilesSessionHandlerFactoryBuilder() {}

    /** Sets PHP's {@code session.save_path}: {@code directory}, {@code N;directory} or {@code N;MODE;directory}. */
    public FilesSessionHandlerFactoryBuilder savePath(String savePath) {
        this.savePath = Objects.requireNonNull(savePath, "savePath");
        return this;
    }

    /** Sets which lock is taken; {@code savehandler.files.lock}. */
    public FilesSessionHandlerFactoryBuilder lock(FilesLock lock) {
        this.lock = Objects.requireNonNull(lock, "lock");
        return this;
    }

    /**
     * Sets whether an expired session reads as empty although gc has not removed it yet; {@code
     * savehandler.files.expire_on_read}. PHP's does not.
     */
    public FilesSessionHandlerFactoryBuilder expireOnRead(boolean expireOnRead) {
        this.expireOnRead = expireOnRead;
        return this;
    }

    /**
     * Returns a factory with what was set so far.
     *
     * @throws SessionConfigurationException if the save path is none, or this JVM cannot take PHP's lock; the text names what
     *     helps
     */
    public FilesSessionHandlerFactory build() {
        FilesSavePath path = FilesSavePath.parse(savePath);
        return new FilesSessionHandlerFactory(new FilesStore(path, lock.files(path), expireOnRead));
    }
}
