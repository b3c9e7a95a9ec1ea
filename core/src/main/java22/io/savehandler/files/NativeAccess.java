package io.savehandler.files;

/** How this JDK reaches the C library: it can itself. */
final class NativeAccess {
    private NativeAccess() {}

    /**
     * Links the C library.
     *
     * @throws LinkageError if it lacks one of the calls or native access is denied
     */
    static LibC libC(UnixAbi abi) {
        return new ForeignLibC();
    }
}
