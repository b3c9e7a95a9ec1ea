package io.savehandler.files;

import io.savehandler.HandlerContext;
import io.savehandler.SessionGoneException;
import io.savehandler.SessionLockLostException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What one request knows of one session, and its lock. With locking on, the lock is held from the first look to
 * {@link #close}, else for one operation at a time. Used by one thread at a time.
 */
final class OpenSession implements AutoCloseable {
    private final FilesStore store;
    private final HandlerContext context;
    private final SessionPath path;
    private @Nullable LockedFile held;
    private @Nullable Sight seen;
    private boolean prefetched;

    OpenSession(FilesStore store, HandlerContext context, SessionPath path) {
        this.store = store;
        this.context = context;
        this.path = path;
    }

    /** Whether the session exists; if so, {@link #read} has its bytes already. */
    boolean exists() throws IOException {
        prefetched = look(false).isSession();
        return prefetched;
    }

    /** The session's bytes; none if there is no session. */
    byte[] read() throws IOException {
        Sight sight = seen;
        if (sight == null || !prefetched) {
            sight = look(context.locking());
        }
        prefetched = false;
        return sight.copy();
    }

    private Sight look(boolean create) throws IOException {
        try {
            seen = null;
            LockedFile file = keptOrLocked(create);
            Sight sight = file == null ? Sight.NOTHING : look(file);
            seen = sight;
            return sight;
        } finally {
            endOperation();
        }
    }

    private Sight look(LockedFile file) throws IOException {
        FileStatus status = file.status();
        if (file.isOwnTrace() || store.isExpired(status, context)) {
            return Sight.NOTHING;
        }
        return Sight.of(file.read(status.size()), status, status.modified().plus(lifetime()));
    }

    /**
     * Stores data, guarded as {@link #claim} says.
     *
     * @throws SessionGoneException if the session was destroyed since this request read it
     * @throws SessionLockLostException if the session is another request's by now
     */
    void write(byte[] data) throws IOException {
        try {
            store(data, claim());
        } finally {
            endOperation();
        }
    }

    /** Stores data if the file still holds what was seen. Tells whether it did. */
    boolean writeIfUnchanged(byte[] data) throws IOException {
        if (seen == null) {
            throw new IllegalStateException("writeIfUnchanged compares with what read saw: read the session first");
        }
        try {
            byte[] before = claimIfUnchanged();
            if (before == null) {
                return false;
            }
            store(data, before);
            return true;
        } finally {
            endOperation();
        }
    }

    /**
     * Makes sure that the file still holds what was seen, and holds its lock.
     *
     * @return what the file holds, or null if it is something else
     */
    byte @Nullable [] claimIfUnchanged() throws IOException {
        if (seen == null) {
            return claim();
        }
        LockedFile file = keptOrLocked(mayCreate());
        return file == null || !isUnchanged(file, seen) ? null : contents(file);
    }

    /**
     * Makes sure that this request may store the session, and holds its lock.
     *
     * @return what the file holds
     */
    byte[] claim() throws IOException {
        boolean locked = held != null;
        LockedFile file = keptOrLocked(mayCreate());
        if (file == null) {
            throw new SessionGoneException();
        }
        if (locked && seen != null && !isUnchanged(file, seen) && !isVacant(file)) {
            release();
            throw new SessionLockLostException("other data is stored under its id than what was read under the lock");
        }
        return contents(file);
    }

    /** A session whose time had not come when it vanished stays gone. */
    private boolean mayCreate() {
        return seen == null || !seen.isAlive(context.clock().instant());
    }

    /** A session that merely reached its deadline counts as unchanged. */
    private boolean isUnchanged(LockedFile file, Sight before) throws IOException {
        FileStatus status = file.status();
        if (file.isOwnTrace()) {
            return !before.isAlive(context.clock().instant());
        }
        byte[] session = before.session();
        if (session == null) {
            return store.isExpired(status, context);
        }
        return before.isOf(status)
                || (status.size() == session.length && Arrays.equals(session, file.read(status.size())));
    }

    /** Whether nobody has stored anything in the file, as after a removal by PHP's gc and a new request's start. */
    private boolean isVacant(LockedFile file) {
        return file.status().size() == 0 || store.isExpired(file.status(), context);
    }

    private byte[] contents(LockedFile file) throws IOException {
        byte[] known = seen == null || !seen.isOf(file.status()) ? null : seen.session();
        return known == null ? file.read(file.status().size()) : known;
    }

    /** Stores data without a guard; the lock must be held. */
    void store(byte[] data, byte[] before) throws IOException {
        LockedFile file = held;
        if (file == null) {
            throw new IllegalStateException("the session's lock is not held");
        }
        prefetched = false;
        Instant now = context.clock().instant();
        file.store(data, before, now);
        seen = Sight.stored(data.clone(), now.plus(lifetime()));
    }

    /** Lets the session's lifetime begin anew, if there is a session. */
    void touch() throws IOException {
        Sight before = seen;
        if (before != null && !before.isSession()) {
            return;
        }
        Instant now = context.clock().instant();
        if (held == null ? touchUnlocked(now) : touchLocked(held, now)) {
            return;
        }
        if (before != null && before.isAlive(now)) {
            throw new SessionGoneException();
        }
    }

    private boolean touchLocked(LockedFile file, Instant now) throws IOException {
        FileStatus status = file.current();
        if (status != null && isTouchDue(status, now)) {
            file.touch(now);
        }
        return status != null;
    }

    /** A file that is younger than the touch interval stays as it is, and so does one from the future. */
    private boolean isTouchDue(FileStatus status, Instant now) {
        return Duration.between(status.modified(), now).compareTo(context.touchInterval()) >= 0;
    }

    private boolean touchUnlocked(Instant now) throws IOException {
        try (SessionFile file = store.files().open(path)) {
            FileStatus status = file == null ? null : file.current();
            if (file == null || status == null || (seen == null && store.isExpired(status, context))) {
                return false;
            }
            if (isTouchDue(status, now)) {
                file.touch(now);
            }
            return true;
        }
    }

    void destroy() throws IOException {
        prefetched = false;
        if (held != null) {
            held.remove();
        } else {
            store.files().remove(path);
        }
    }

    /** The file's name, to be told from others by. */
    String fileName() {
        return path.name();
    }

    /** Begins with a file that was made for this session. */
    void adopt(LockedFile file) {
        held = file;
    }

    /** Ends an operation: without locking, nothing stays locked. */
    void endOperation() {
        if (!context.locking()) {
            release();
        }
    }

    @Override
    public void close() {
        release();
    }

    /** The lock that is held, if its file is still in its place, else a new one, or null where there is no file. */
    private @Nullable LockedFile keptOrLocked(boolean create) throws IOException {
        if (held == null || held.current() == null) {
            release();
            held = store.locks().lock(path, create, context);
        }
        return held;
    }

    private void release() {
        try (LockedFile file = held) {
            held = null;
            seen = seen == null ? null : seen.unlocked();
            if (file != null && store.expiresOnRead()) {
                file.abandon(context.clock().instant().minus(lifetime()).minusSeconds(1));
            }
        } catch (IOException e) {
            // The empty file then counts as a session until it expires, as every one does that PHP leaves.
        }
    }

    private Duration lifetime() {
        return store.lifetime(context);
    }
}
