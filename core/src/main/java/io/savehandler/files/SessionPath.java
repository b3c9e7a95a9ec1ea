package io.savehandler.files;

import java.nio.file.Files;
import java.nio.file.Path;

/** The place of one session's file, which may or may not be there. Immutable. */
final class SessionPath {
    private final Path directory;
    private final String relative;
    private final byte[] bytes;

    SessionPath(Path directory, String relative, byte[] bytes) {
        this.directory = directory;
        this.relative = relative;
        this.bytes = bytes;
    }

    /** The path for the JDK's own calls. */
    Path path() {
        return directory.resolve(relative);
    }

    /** The path for the system's calls, ended by a zero byte; not to be modified. */
    byte[] bytes() {
        return bytes;
    }

    /** Tells a file that is not there from one whose directory is not, as when its mount is away. */
    void requireDirectory() throws FileCallException {
        Path parent = path().getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw new FileCallException(FileProblem.NO_DIRECTORY);
        }
    }

    /** The path within the directory. */
    String name() {
        return relative;
    }

    /** What tells this file from every other one of this process, to queue by. */
    String key() {
        return directory + "/" + relative;
    }

    /** Says nothing: the name holds the session's id. */
    @Override
    public String toString() {
        return "SessionPath[in " + directory + "]";
    }
}
