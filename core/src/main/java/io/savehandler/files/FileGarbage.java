package io.savehandler.files;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * Removes the files of expired sessions by PHP's rule: not written or touched for more than the lifetime, in whole seconds.
 *
 * <p>Two things PHP does not do: a file whose lock somebody holds stays, and directories of levels are searched too (PHP
 * leaves them to a cron job, which a Java server may not have).
 */
record FileGarbage(FilesStore store, Duration maxLifetime, Instant now, Set<String> inUse) {
    private static final Duration LONGEST_WRITE = Duration.ofHours(1);

    /** Removes what has expired and tells how many files that were. */
    long collect() throws IOException {
        FilesSavePath savePath = store.paths().savePath();
        return collect(savePath.directory(), savePath.levels());
    }

    private long collect(Path directory, int levels) throws IOException {
        long removed = 0;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                removed += levels > 0 ? descended(entry, levels) : removed(entry) ? 1 : 0;
            }
        }
        return removed;
    }

    private long descended(Path entry, int levels) throws IOException {
        String name = String.valueOf(entry.getFileName());
        return SessionPaths.isLevel(name) && Files.isDirectory(entry) ? collect(entry, levels - 1) : 0;
    }

    /** One file that cannot be looked at or removed is skipped, as PHP does: it may be gone, or another user's. */
    private boolean removed(Path entry) {
        String name = String.valueOf(entry.getFileName());
        try {
            if (name.startsWith(ReplacedFile.PREFIX)) {
                removeLeftover(entry);
            }
            return store.paths().isSession(name)
                    && isExpired(modified(entry))
                    && removedUnlessLocked(store.paths().found(entry));
        } catch (IOException e) {
            return false;
        }
    }

    /** What a process left that died before its new data took the old one's place; not counted. */
    private void removeLeftover(Path entry) throws IOException {
        if (Duration.between(modified(entry), now).compareTo(LONGEST_WRITE) > 0) {
            Files.deleteIfExists(entry);
        }
    }

    private boolean removedUnlessLocked(SessionPath path) throws IOException {
        if (inUse.contains(path.name())) {
            return false;
        }
        try (SessionFile file = store.files().open(path)) {
            FileStatus status = file != null && file.tryLock() ? file.current() : null;
            return status != null
                    && isExpired(status.modified())
                    && store.files().remove(path);
        }
    }

    private boolean isExpired(Instant modified) {
        return now.getEpochSecond() - modified.getEpochSecond() > maxLifetime.toSeconds();
    }

    private static Instant modified(Path entry) throws NoSuchFileException, IOException {
        return Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .lastModifiedTime()
                .toInstant();
    }
}
