package io.savehandler.files;

import com.sun.jna.Function;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/** The C library through JNA, which JDK 17 to 21 need. */
final class JnaLibC implements LibC {
    private final VariadicOpen variadicOpen;
    private final Function fstat;
    private final Function lstat;
    private final Object[] statVersion;

    /**
     * Links the calls.
     *
     * @throws LinkageError if JNA is missing or may not load its library
     */
    JnaLibC(UnixAbi abi) {
        NativeLibrary process = NativeLibrary.getProcess();
        Native.register(JnaCalls.class, process);
        boolean modern = has(process, abi.symbol("fstat"));
        this.variadicOpen = Native.load(VariadicOpen.class);
        this.fstat = process.getFunction(modern ? abi.symbol("fstat") : "__fxstat");
        this.lstat = process.getFunction(modern ? abi.symbol("lstat") : "__lxstat");
        this.statVersion = modern ? new Object[0] : new Object[] {abi.statVersion()};
    }

    @Override
    public int open(byte[] path, int flags) {
        return (int) orErrno(JnaCalls.open(path, flags));
    }

    @Override
    public int create(byte[] path, int flags, int mode) {
        return (int) orErrno(variadicOpen.open(path, flags, mode));
    }

    @Override
    public int close(int descriptor) {
        return (int) orErrno(JnaCalls.close(descriptor));
    }

    @Override
    public int flock(int descriptor, int operation) {
        return (int) orErrno(JnaCalls.flock(descriptor, operation));
    }

    @Override
    public int fstat(int descriptor, byte[] status) {
        return stat(fstat, descriptor, status);
    }

    @Override
    public int lstat(byte[] path, byte[] status) {
        return stat(lstat, path, status);
    }

    @Override
    public long pread(int descriptor, byte[] buffer, long count, long offset) {
        return orErrno(JnaCalls.pread(descriptor, buffer, count, offset));
    }

    @Override
    public long pwrite(int descriptor, byte[] data, long count, long offset) {
        return orErrno(JnaCalls.pwrite(descriptor, data, count, offset));
    }

    @Override
    public int ftruncate(int descriptor, long size) {
        return (int) orErrno(JnaCalls.ftruncate(descriptor, size));
    }

    @Override
    public int futimens(int descriptor, long[] times) {
        return (int) orErrno(JnaCalls.futimens(descriptor, times));
    }

    @Override
    public int unlink(byte[] path) {
        return (int) orErrno(JnaCalls.unlink(path));
    }

    @Override
    public int getuid() {
        return JnaCalls.getuid();
    }

    @Override
    public int geteuid() {
        return JnaCalls.geteuid();
    }

    @Override
    public String reachedBy() {
        return "JNA";
    }

    private int stat(Function call, Object file, byte[] status) {
        Object[] arguments =
                statVersion.length == 0 ? new Object[] {file, status} : new Object[] {statVersion[0], file, status};
        return (int) orErrno(call.invokeInt(arguments));
    }

    private static long orErrno(long result) {
        return result == -1 ? -Native.getLastError() : result;
    }

    private static boolean has(NativeLibrary library, String symbol) {
        try {
            return library.getFunction(symbol) != null;
        } catch (UnsatisfiedLinkError e) {
            return false;
        }
    }

    /** open(2) passes its mode as a variable argument, which not every processor passes like the others. */
    interface VariadicOpen extends Library {
        int open(byte[] path, int flags, Object... mode);
    }
}
