package io.savehandler.files;

import io.savehandler.SessionConfigurationException;
import java.util.Locale;

/**
 * How the {@code files} handler puts new data in place of old: the setting {@code savehandler.files.atomic_replace}. Where it
 * is not off, a session's data goes to a new file, which then takes the old one's name in one step, so that a crash leaves
 * the old data or the new. PHP cannot share such a directory, because its lock belongs to the file that is replaced; PHP
 * is kept out by other file names, and this library's other mode by a file {@code .savehandler.atomic}.
 */
public enum AtomicReplace {
    /** Data is written in place, as PHP does, and PHP may share the directory; the default. A crash may leave a part of it. */
    OFF,
    /** Data is replaced in one step. Safe when a process dies; after a power cut a recent session may be old or empty. */
    ON,
    /** The same, and data and directory are on the disk before a save ends. Safe after a power cut too; each save waits. */
    SYNC;

    /** The setting's name. */
    static final String SETTING = "savehandler.files.atomic_replace";

    static AtomicReplace parse(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "0", "off", "no", "false", "none", "" -> OFF;
            case "1", "on", "yes", "true" -> ON;
            case "sync" -> SYNC;
            default ->
                throw new SessionConfigurationException(
                        SETTING, "\"" + text + "\" is not accepted; it takes Off, On or sync");
        };
    }
}
