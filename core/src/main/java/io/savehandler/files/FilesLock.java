package io.savehandler.files;

import io.savehandler.SessionConfigurationException;
import java.util.Locale;

/** Which lock the {@code files} handler takes: the setting {@code savehandler.files.lock}. */
public enum FilesLock {
    /**
     * PHP's, flock(2) on the session's file; the default. Reached through the JDK itself from 22 on, through JNA (an optional
     * dependency) on 17 to 21.
     */
    PHP {
        @Override
        SessionFiles files(FilesSavePath savePath) {
            return PhpLock.files();
        }
    },
    /**
     * One that only Java programs with this setting see, on all systems: regions of a file {@code .savehandler.lock} in the
     * directory. PHP neither sees nor respects it, so no PHP may use the directory. Within one JVM the directory must be used
     * by one copy of this library's classes only.
     */
    JAVA_ONLY {
        @Override
        SessionFiles files(FilesSavePath savePath) {
            return new PortableFiles(savePath);
        }
    };

    /** The setting's name. */
    static final String SETTING = "savehandler.files.lock";

    abstract SessionFiles files(FilesSavePath savePath);

    static FilesLock parse(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "php", "" -> PHP;
            case "java-only" -> JAVA_ONLY;
            default ->
                throw new SessionConfigurationException(
                        SETTING, "\"" + text + "\" is not accepted; it takes php or java-only");
        };
    }
}
