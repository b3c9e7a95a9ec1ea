package io.savehandler.files;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/**
 * The C library through the JDK's foreign-function interface. Initializing the class links the calls, so that their
 * handles are constants; it fails with an {@link ExceptionInInitializerError} where native access is denied.
 */
final class ForeignLibC implements LibC {
    private static final UnixAbi ABI = UnixAbi.current().orElseThrow();
    private static final ForeignLinker LINKER = new ForeignLinker();
    private static final MethodHandle OPEN = LINKER.call("open", JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle CREATE = LINKER.variadicCall("open", 2, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
    private static final MethodHandle CLOSE = LINKER.call("close", JAVA_INT, JAVA_INT);
    private static final MethodHandle FLOCK = LINKER.call("flock", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle FSTAT = stat("fstat", "__fxstat", JAVA_INT);
    private static final MethodHandle LSTAT = stat("lstat", "__lxstat", ADDRESS);
    private static final MethodHandle PREAD = LINKER.call("pread", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle PWRITE =
            LINKER.call("pwrite", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle FTRUNCATE = LINKER.call("ftruncate", JAVA_INT, JAVA_INT, JAVA_LONG);
    private static final MethodHandle FUTIMENS = LINKER.call("futimens", JAVA_INT, JAVA_INT, ADDRESS);
    private static final MethodHandle UNLINK = LINKER.call("unlink", JAVA_INT, ADDRESS);
    private static final int UID = user(LINKER.call("getuid", JAVA_INT));
    private static final int EUID = user(LINKER.call("geteuid", JAVA_INT));

    @Override
    public int open(byte[] path, int flags) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment errno = ForeignLinker.newErrno(arena);
            return ForeignLinker.orErrno((int) OPEN.invokeExact(errno, copy(arena, path), flags), errno);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    @Override
    public int create(byte[] path, int flags, int mode) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment errno = ForeignLinker.newErrno(arena);
            return ForeignLinker.orErrno((int) CREATE.invokeExact(errno, copy(arena, path), flags, mode), errno);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    @Override
    public int close(int descriptor) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment errno = ForeignLinker.newErrno(arena);
            return ForeignLinker.orErrno((int) CLOSE.invokeExact(errno, descriptor), errno);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    @Override
    public int flock(int descriptor, int operation) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment errno = ForeignLinker.newErrno(arena);
            return ForeignLinker.orErrno((int) FLOCK.invokeExact(errno, descriptor, operation), errno);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    @Override
    public int fstat(int descriptor, byte[] status) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment errno = ForeignLinker.newErrno(arena);
            MemorySegment target = arena.allocate(status.length, Long.BYTES);
            int result = (int) FSTAT.invokeExact(errno, descriptor, target);
            MemorySegment.copy(target, JAVA_BYTE, 0, status, 0, status.length);
            return ForeignLinker.orErrno(result, errno);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    @Override
    public int lstat(byte[] path, byte[] status) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment errno = ForeignLinker.newErrno(arena);
            MemorySegment target = arena.allocate(status.length, Long.BYTES);
            int result = (int) LSTAT.invokeExact(errno, copy(arena, path), target);
            MemorySegment.copy(target, JAVA_BYTE, 0, status, 0, status.length);
            return ForeignLinker.orErrno(result, errno);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    @Override
    public long pread(int descriptor, byte[] buffer, long count, long offset) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment errno = ForeignLinker.newErrno(arena);
            MemorySegment target = arena.allocate(count);
            long got = (long) PREAD.invokeExact(errno, descriptor, target, count, offset);
            if (got > 0) {
                MemorySegment.copy(target, JAVA_BYTE, 0, buffer, 0, (int) got);
            }
            return ForeignLinker.orErrno(got, errno);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    @Override
    public long pwrite(int descriptor, byte[] data, long count, long offset) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment errno = ForeignLinker.newErrno(arena);
            long wrote = (long) PWRITE.invokeExact(errno, descriptor, copy(arena, data), count, offset);
            return ForeignLinker.orErrno(wrote, errno);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    @Override
    public int ftruncate(int descriptor, long size) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment errno = ForeignLinker.newErrno(arena);
            return ForeignLinker.orErrno((int) FTRUNCATE.invokeExact(errno, descriptor, size), errno);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    @Override
    public int futimens(int descriptor, long[] times) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment errno = ForeignLinker.newErrno(arena);
            MemorySegment source = arena.allocateFrom(JAVA_LONG, times);
            return ForeignLinker.orErrno((int) FUTIMENS.invokeExact(errno, descriptor, source), errno);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    @Override
    public int unlink(byte[] path) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment errno = ForeignLinker.newErrno(arena);
            return ForeignLinker.orErrno((int) UNLINK.invokeExact(errno, copy(arena, path)), errno);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    @Override
    public int getuid() {
        return UID;
    }

    @Override
    public int geteuid() {
        return EUID;
    }

    @Override
    public String reachedBy() {
        return "the foreign-function interface";
    }

    private static int user(MethodHandle call) {
        try (Arena arena = Arena.ofConfined()) {
            return (int) call.invokeExact(ForeignLinker.newErrno(arena));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    private static MethodHandle stat(String name, String oldName, MemoryLayout file) {
        return LINKER.has(ABI.symbol(name))
                ? LINKER.call(ABI.symbol(name), JAVA_INT, file, ADDRESS)
                : MethodHandles.insertArguments(
                        LINKER.call(oldName, JAVA_INT, JAVA_INT, file, ADDRESS), 1, ABI.statVersion());
    }

    private static MemorySegment copy(Arena arena, byte[] bytes) {
        return arena.allocateFrom(JAVA_BYTE, bytes);
    }

    /** A linked call itself throws nothing but what the virtual machine does. */
    private static RuntimeException unexpected(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
    }
}
