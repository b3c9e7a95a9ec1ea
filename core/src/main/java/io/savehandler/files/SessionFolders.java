package io.savehandler.files;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The directory of a save path, with the directories of its levels. */
record SessionFolders(FilesSavePath savePath) {

    /** Shows each entry that has the name of a session's file and is where such a file can be. */
    void visit(EntryVisitor visitor) throws IOException {
        visit(savePath.directory(), savePath.levels(), visitor);
    }

    private void visit(Path directory, int levels, EntryVisitor visitor) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                String name = String.valueOf(entry.getFileName());
                if (levels > 0 && SessionPaths.isLevel(name) && Files.isDirectory(entry)) {
                    visit(entry, levels - 1, visitor);
                } else if (levels == 0 && name.startsWith(SessionPaths.PREFIX)) {
                    visitor.visit(entry);
                }
            }
        }
    }

    /** What is done with an entry. */
    @FunctionalInterface
    interface EntryVisitor {
        void visit(Path entry) throws IOException;
    }
}
