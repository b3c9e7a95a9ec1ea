package io.savehandler.files;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;

/** The directory of a save path, with the directories of its levels. */
record SessionFolders(FilesSavePath savePath) {

    /** Shows each entry that is where a session's file can be and has a name that is wanted. */
    void visit(Predicate<String> wanted, EntryVisitor visitor) throws IOException {
        visit(savePath.directory(), savePath.levels(), wanted, visitor);
    }

    private static void visit(Path directory, int levels, Predicate<String> wanted, EntryVisitor visitor)
            throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                String name = String.valueOf(entry.getFileName());
                if (levels > 0 && SessionPaths.isLevel(name) && Files.isDirectory(entry)) {
                    visit(entry, levels - 1, wanted, visitor);
                } else if (levels == 0 && wanted.test(name)) {
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
