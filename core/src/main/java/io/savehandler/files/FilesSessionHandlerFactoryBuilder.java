package io.savehandler.files;

import io.savehandler.SessionConfigurationException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Builds {@link FilesSessionHandlerFactory}. Not thread-safe. */
public final class FilesSessionHandlerFactoryBuilder {
    private String savePath = "";
    private @Nullable FilesLock lock;
    private AtomicReplace atomicReplace = AtomicReplace.OFF;
    private boolean expireOnRead = true;

    FilesSessionHandlerFactoryBuilder() {}

    /** Sets PHP's {@code session.save_path}: {@code directory}, {@code N;directory} or {@code N;MODE;directory}. */
    public FilesSessionHandlerFactoryBuilder savePath(String savePath) {
        this.savePath = Objects.requireNonNull(savePath, "savePath");
        return this;
    }

    /** Sets which lock is taken; {@code savehandler.files.lock}. PHP's otherwise, if data is written in place as PHP does. */
    public FilesSessionHandlerFactoryBuilder lock(FilesLock lock) {
        this.lock = Objects.requireNonNull(lock, "lock");
        return this;
    }

    /** Sets how data is replaced; {@code savehandler.files.atomic_replace}. Implies {@link FilesLock#JAVA_ONLY} unless off. */
    public FilesSessionHandlerFactoryBuilder atomicReplace(AtomicReplace atomicReplace) {
        this.atomicReplace = Objects.requireNonNull(atomicReplace, "atomicReplace");
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
     * @throws SessionConfigurationException if the save path is none, this JVM cannot take PHP's lock, or the directory holds
     *     sessions that are replaced in another way; the text names what helps
     */
    public FilesSessionHandlerFactory build() {
        FilesSavePath path = FilesSavePath.parse(savePath);
        return new FilesSessionHandlerFactory(atomicReplace == AtomicReplace.OFF ? inPlace(path) : replacing(path));
    }

    private FilesStore inPlace(FilesSavePath path) {
        new DirectoryMarker(path).refuseIfPresent();
        SessionFiles files = (lock == null ? FilesLock.PHP : lock).files(path);
        return new FilesStore(SessionPaths.sharedWithPhp(path), files, expireOnRead);
    }

    private FilesStore replacing(FilesSavePath path) {
        if (lock == FilesLock.PHP) {
            throw new SessionConfigurationException(
                    AtomicReplace.SETTING,
                    "replaces the file that PHP's lock is on, so it works with " + FilesLock.SETTING
                            + "=java-only alone");
        }
        new DirectoryMarker(path).claim();
        SessionFiles files = new ReplacingFiles(path, atomicReplace == AtomicReplace.SYNC);
        return new FilesStore(SessionPaths.ofJavaAlone(path), files, expireOnRead);
    }
}
