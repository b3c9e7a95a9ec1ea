package io.savehandler.files;

import io.savehandler.SessionConfigurationException;

/** Finds the way to PHP's lock on this system, or says what is missing. */
final class PhpLock {
    private static final String REMEDIES =
            " Sharing sessions with PHP needs flock(2). On JDK 22 and newer allow native access:"
                    + " --enable-native-access=io.savehandler.core on a module path, =ALL-UNNAMED on a class path. On JDK 17 to 21 add"
                    + " net.java.dev.jna:jna, and on a module path --add-modules com.sun.jna. Or, if no PHP uses the directory, set "
                    + FilesLock.SETTING + "=java-only. See TROUBLESHOOTING.md#flock-unavailable";

    private PhpLock() {}

    /**
     * Reaches the C library.
     *
     * @throws SessionConfigurationException if this system or JVM does not allow it
     */
    static SessionFiles files() {
        UnixAbi abi = UnixAbi.current()
                .orElseThrow(
                        () -> refused(
                                System.getProperty("os.name") + " on " + System.getProperty("os.arch")
                                        + " is not among the systems whose flock(2) is known here (Linux and macOS, x86-64 and aarch64)."));
        LibC libC = linked(abi);
        if (!abi.agreesWithJdk(libC)) {
            throw refused("the C library of this system is not laid out as expected.");
        }
        return new UnixFiles(libC, abi);
    }

    private static LibC linked(UnixAbi abi) {
        try {
            return NativeAccess.libC(abi);
        } catch (LinkageError | IllegalCallerException e) {
            throw refused("PHP's lock cannot be reached from this JVM (" + root(e) + ").");
        }
    }

    private static Throwable root(Throwable e) {
        return e instanceof ExceptionInInitializerError && e.getCause() != null ? e.getCause() : e;
    }

    private static SessionConfigurationException refused(String why) {
        return new SessionConfigurationException(FilesLock.SETTING, why + REMEDIES);
    }
}
