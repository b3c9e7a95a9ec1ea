package io.savehandler.files;

import io.savehandler.SessionStoreException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import org.jspecify.annotations.Nullable;

/** Turns failures of the file system into {@link SessionStoreException}, without the file's name. Thread-safe. */
final class FileFailures {
    private final String directory;

    FileFailures(String directory) {
        this.directory = directory;
    }

    /** Runs a call on files and translates what it throws. */
    <T extends @Nullable Object> T translating(String operation, FileWork<T> work) {
        try {
            return work.run();
        } catch (IOException e) {
            throw translated(operation, e);
        } catch (DirectoryIteratorException e) {
            throw translated(operation, new FileCallException(FileProblem.OTHER, "listing the directory"));
        }
    }

    private SessionStoreException translated(String operation, IOException failure) {
        FileCallException clean = cleaned(failure);
        boolean unknown = clean.problem().isOutcomeUnknown();
        return new SessionStoreException(operation, directory, String.valueOf(clean.getMessage()), unknown, clean);
    }

    /** Exceptions of the JDK name the file and with it the session. */
    private static FileCallException cleaned(IOException failure) {
        if (failure instanceof FileCallException clean) {
            return clean;
        }
        FileProblem problem = FileProblem.of(failure);
        return problem == FileProblem.OTHER
                ? new FileCallException(problem, failure.getClass().getSimpleName())
                : new FileCallException(problem);
    }

    /** A call on files. */
    @FunctionalInterface
    interface FileWork<T extends @Nullable Object> {
        T run() throws IOException;
    }
}
