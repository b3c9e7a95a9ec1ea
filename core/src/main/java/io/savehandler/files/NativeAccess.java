package io.savehandler.files;

/** How this JDK reaches the C library. JDK 22 and newer have a class of their own in this one's place. */
final class NativeAccess {
    private NativeAccess() {}

    /**
     * Links the C library.
     *
     * @throws LinkageError if JNA is missing or native access is denied
     */
    static LibC libC(UnixAbi abi) {
        return new JnaLibC(abi);
    }
}
