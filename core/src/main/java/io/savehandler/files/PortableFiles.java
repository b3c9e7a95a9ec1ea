package io.savehandler.files;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Session files through the JDK's own calls, under a lock that PHP does not see. */
final class PortableFiles implements SessionFiles {
    private static final FileAttribute<?>[] NO_ATTRIBUTES = {};
    static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private final DirectoryLocks locks;

    PortableFiles(FilesSavePath savePath) {
        this.locks = DirectoryLocks.of(savePath.directory());
    }

    @Override
    public @Nullable PortableFile open(SessionPath path) throws IOException {
        BasicFileAttributes attributes;
        try {
            attributes = PortableFile.attributes(path.path());
        } catch (NoSuchFileException e) {
            path.requireDirectory();
            return null;
        }
        requireOurs(path.path(), attributes);
        return new PortableFile(locks, path, attributes.fileKey());
    }

    @Override
    public @Nullable PortableFile create(SessionPath path, int mode) throws IOException {
        try {
            Files.createFile(path.path(), attributes(mode));
        } catch (FileAlreadyExistsException e) {
            return null;
        }
        return open(path);
    }

    @Override
    public boolean exists(SessionPath path) throws IOException {
        if (Files.exists(path.path(), LinkOption.NOFOLLOW_LINKS)) {
            return true;
        }
        path.requireDirectory();
        return false;
    }

    @Override
    public boolean remove(SessionPath path) throws IOException {
        if (Files.deleteIfExists(path.path())) {
            return true;
        }
        path.requireDirectory();
        return false;
    }

    @Override
    public String lockName() {
        return "java-only";
    }

    @Override
    public void close() {
        locks.close();
    }

    private static void requireOurs(Path file, BasicFileAttributes attributes) throws IOException {
        if (attributes.isSymbolicLink()) {
            throw new FileCallException(FileProblem.SYMBOLIC_LINK);
        }
        if (!attributes.isRegularFile()) {
            throw new FileCallException(FileProblem.NOT_A_FILE);
        }
        if (POSIX && isForeign(Files.getOwner(file, LinkOption.NOFOLLOW_LINKS))) {
            throw new FileCallException(FileProblem.FOREIGN);
        }
    }

    private static boolean isForeign(UserPrincipal owner) {
        String user = System.getProperty("user.name");
        return !user.equals("root")
                && !owner.getName().equals("root")
                && !owner.getName().equals(user);
    }

    /** Access rights as a new file gets them, less the process's umask. */
    static FileAttribute<?>[] attributes(int mode) {
        if (!POSIX) {
            return NO_ATTRIBUTES;
        }
        PosixFilePermission[] all = PosixFilePermission.values();
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (int bit = 0; bit < all.length; bit++) {
            if ((mode & (0400 >> bit)) != 0) {
                permissions.add(all[bit]);
            }
        }
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)};
    }
}
