package io.savehandler.files;

import io.savehandler.HandlerContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** The ids of all sessions in a directory, by the names and times of its files. No file is opened and no lock is taken. */
record FileListing(FilesStore store, HandlerContext context) {

    /** The ids, in the directory's order. */
    List<String> ids() throws IOException {
        List<String> ids = new ArrayList<>();
        SessionPaths paths = store.paths();
        new SessionFolders(paths.savePath()).visit(paths::isSession, entry -> {
            String id = paths.idOf(String.valueOf(entry.getFileName()));
            if (isPlaceOf(id, entry) && isAlive(entry)) {
                ids.add(id);
            }
        });
        return ids;
    }

    private boolean isPlaceOf(String id, Path entry) {
        return context.ids().accepts(id)
                && store.paths().fits(id)
                && store.paths().of(id).path().equals(entry);
    }

    /** A file that cannot be looked at may be gone; it is in any case none that could be read. */
    private boolean isAlive(Path entry) {
        try {
            BasicFileAttributes file =
                    Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return file.isRegularFile()
                    && !store.isExpired(file.lastModifiedTime().toInstant(), context);
        } catch (IOException e) {
            return false;
        }
    }
}
