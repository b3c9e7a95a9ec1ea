package io.savehandler.files;

import io.savehandler.SessionConfigurationException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** The file that says how a directory's sessions are replaced, and with it who may use the directory. */
record DirectoryMarker(FilesSavePath savePath) {
    private static final String NAME = ".savehandler.atomic";
    private static final String SEE = " See TROUBLESHOOTING.md#atomic-directory";

    /**
     * Keeps those out who write in place.
     *
     * @throws SessionConfigurationException if the directory was made for atomic replacement
     */
    void refuseIfPresent() {
        if (Files.exists(marker(), LinkOption.NOFOLLOW_LINKS)) {
            throw refused("holds sessions that are replaced atomically (" + NAME + "), and " + AtomicReplace.SETTING
                    + " is off here. Set it to On, or use another directory.");
        }
    }

    /**
     * Claims the directory for atomic replacement.
     *
     * @throws SessionConfigurationException if it holds session files that are written in place, or cannot be used
     */
    void claim() {
        try {
            boolean created = create();
            if (holdsForeignSessions(savePath.directory(), savePath.levels())) {
                if (created) {
                    Files.delete(marker());
                }
                throw refused("holds session files of PHP or of this library's other mode (" + SessionPaths.PHP_PREFIX
                        + "*), which cannot share it with " + AtomicReplace.SETTING + ". Use an empty directory.");
            }
        } catch (IOException e) {
            throw refused("cannot be used: " + FileProblem.of(e).text() + ".");
        } catch (DirectoryIteratorException e) {
            throw refused("cannot be used: " + FileProblem.OTHER.text() + ".");
        }
    }

    private boolean create() throws IOException {
        try {
            Files.createFile(marker());
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    private static boolean holdsForeignSessions(Path directory, int levels) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                String name = String.valueOf(entry.getFileName());
                if (name.startsWith(SessionPaths.PHP_PREFIX)
                        || (levels > 0
                                && SessionPaths.isLevel(name)
                                && Files.isDirectory(entry)
                                && holdsForeignSessions(entry, levels - 1))) {
                    return true;
                }
            }
        }
        return false;
    }

    private Path marker() {
        return savePath.directory().resolve(NAME);
    }

    private SessionConfigurationException refused(String why) {
        return new SessionConfigurationException("session.save_path", savePath.directory() + " " + why + SEE);
    }
}
