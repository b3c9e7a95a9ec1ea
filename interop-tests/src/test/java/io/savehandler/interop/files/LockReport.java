package io.savehandler.interop.files;

import io.savehandler.SessionConfigurationException;
import io.savehandler.files.FilesLock;
import io.savehandler.files.FilesSessionHandlerFactory;

/** Prints which lock a factory takes and how, or why there is no factory: DIRECTORY PHP|JAVA_ONLY. */
final class LockReport {
    private LockReport() {}

    public static void main(String[] arguments) {
        try (FilesSessionHandlerFactory factory = FilesSessionHandlerFactory.builder()
                .savePath(arguments[0])
                .lock(FilesLock.valueOf(arguments[1]))
                .build()) {
            System.out.println(factory);
        } catch (SessionConfigurationException e) {
            System.out.println("refused " + e.getMessage());
        }
    }
}
