package io.savehandler.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;

/** What can be wrong with a session's file or its directory, and what to do about it. */
enum FileProblem {
    /** The directory is not there. */
    NO_DIRECTORY(
            "the directory does not exist; create it (with PHP's N;path also the directories of each level), owned by the"
                    + " user of this process, or correct session.save_path"),
    /** The process may not do it. */
    DENIED(
            "permission denied; the directory must be writable and searchable, and the session files readable and writable,"
                    + " for the user of this process"),
    /** The disk or the quota is used up. */
    FULL("no space left on the device or in the quota; free some, the session keeps its old data"),
    /** The system has no more descriptors. */
    TOO_MANY_OPEN("too many open files; raise the limit (ulimit -n)"),
    /** The file's name is longer than the file system takes. */
    NAME_TOO_LONG("the name of the session's file is too long for the file system, which usually takes ids of up to 250"
            + " characters; shorten session.sid_length or session.save_path"),
    /** A symbolic link is where the session's file should be. */
    SYMBOLIC_LINK("a symbolic link is in the place of the session's file and is not followed; remove it"),
    /** The file belongs to somebody else. */
    FOREIGN(
            "the session's file was not created by the user of this process; share the directory only between processes of one"
                    + " user"),
    /** A directory or a device is where the session's file should be. */
    NOT_A_FILE("something that is no regular file is in the place of the session's file; remove it"),
    /** The file is larger than an array. */
    TOO_LARGE("the session's file is larger than 1 GiB; remove it"),
    /** The file system is mounted read-only. */
    READ_ONLY("the file system is read-only; mount it writable or correct session.save_path"),
    /** The file or file system does no locks. */
    NO_LOCKS("the file system has no locks to give; put session.save_path on one that has"),
    /** A write could neither be finished nor taken back. */
    DAMAGED("a write failed half way and the old data could not be put back", true),
    /** Data is stored, but perhaps not on the disk yet. */
    NOT_SYNCED(
            "the data is stored, but the system did not confirm that it is on the disk; look at the system's log",
            true),
    /** Anything else. */
    OTHER("the system refused");

    private final String text;
    private final boolean outcomeUnknown;

    FileProblem(String text) {
        this(text, false);
    }

    FileProblem(String text, boolean outcomeUnknown) {
        this.text = text;
        this.outcomeUnknown = outcomeUnknown;
    }

    /** Whether the file may hold something else now than it did. */
    boolean isOutcomeUnknown() {
        return outcomeUnknown;
    }

    String text() {
        return text;
    }

    /** What an exception of the JDK tells, whose message it takes from the system. */
    static FileProblem of(IOException failure) {
        if (failure instanceof NoSuchFileException || failure instanceof NotDirectoryException) {
            return NO_DIRECTORY;
        }
        if (failure instanceof AccessDeniedException) {
            return DENIED;
        }
        String reason = failure instanceof FileSystemException e ? e.getReason() : failure.getMessage();
        return reason == null ? OTHER : byReason(reason.toLowerCase(Locale.ROOT));
    }

    private static FileProblem byReason(String reason) {
        if (reason.contains("no space") || reason.contains("quota")) {
            return FULL;
        }
        if (reason.contains("too long")) {
            return NAME_TOO_LONG;
        }
        if (reason.contains("symbolic links")) {
            return SYMBOLIC_LINK;
        }
        if (reason.contains("too many open files")) {
            return TOO_MANY_OPEN;
        }
        return reason.contains("read-only") ? READ_ONLY : OTHER;
    }
}
