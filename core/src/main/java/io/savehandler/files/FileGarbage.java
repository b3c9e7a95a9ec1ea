package io.savehandler.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Removes the files of expired sessions by PHP's rule: not written or touched for more than the lifetime, in whole seconds.
 *
 * <p>Two things PHP does not do: a file whose lock somebody holds stays, and directories of levels are searched too (PHP
 * leaves them to a cron job, which a Java server may not have).
 */
record FileGarbage(
        FilesStore store,
        Duration maxLifetime,
        Instant now,
        Set<String> inUse,
        Optional<BiConsumer<String, byte[]>> receiver) {
    private static final Duration LONGEST_WRITE = Duration.ofHours(1);

    /** Removes what has expired and tells how many files that were. */
    long collect() throws IOException {
        AtomicLong removed = new AtomicLong();
        SessionPaths paths = store.paths();
        new SessionFolders(paths.savePath()).visit(name -> paths.isSession(name) || isLeftover(name), entry -> {
            if (removed(entry)) {
                removed.incrementAndGet();
            }
        });
        return removed.get();
    }

    /** One file that cannot be looked at or removed is skipped, as PHP does: it may be gone, or another user's. */
    private boolean removed(Path entry) {
        try {
            if (isLeftover(String.valueOf(entry.getFileName()))) {
                removeLeftover(entry);
                return false;
            }
            byte[] data = isExpired(modified(entry))
                    ? removedUnlessLocked(store.paths().found(entry))
                    : null;
            if (data != null) {
                handOver(entry, data);
            }
            return data != null;
        } catch (IOException e) {
            return false;
        }
    }

    private void handOver(Path entry, byte[] data) {
        String id = store.paths().idOf(String.valueOf(entry.getFileName()));
        boolean isPlaceOfId =
                store.paths().fits(id) && store.paths().of(id).path().equals(entry);
        receiver.filter(receiver -> isPlaceOfId).ifPresent(receiver -> receiver.accept(id, data));
    }

    private static boolean isLeftover(String name) {
        return name.startsWith(ReplacedFile.PREFIX);
    }

    /** What a process left that died before its new data took the old one's place; not counted. */
    private void removeLeftover(Path entry) throws IOException {
        if (Duration.between(modified(entry), now).compareTo(LONGEST_WRITE) > 0) {
            Files.deleteIfExists(entry);
        }
    }

    /** The file's data, where somebody wants it; null if the file stays. */
    private byte @Nullable [] removedUnlessLocked(SessionPath path) throws IOException {
        if (inUse.contains(path.name())) {
            return null;
        }
        try (SessionFile file = store.files().open(path)) {
            FileStatus status = file != null && file.tryLock() ? file.current() : null;
            if (file == null || status == null || !isExpired(status.modified())) {
                return null;
            }
            byte[] data = receiver.isPresent() ? file.read(status.size()) : new byte[0];
            return store.files().remove(path) ? data : null;
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
