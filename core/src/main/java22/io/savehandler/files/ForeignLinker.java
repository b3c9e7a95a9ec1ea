package io.savehandler.files;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;

/** Finds calls of the C library; each takes a place for {@code errno} as an additional first argument. */
@SuppressWarnings("restricted") // Calling C is what this class is for; whether it may is the user's to say.
final class ForeignLinker {
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final long ERRNO = STATE.byteOffset(PathElement.groupElement("errno"));

    private final Linker linker = Linker.nativeLinker();
    private final Linker.Option errno = Linker.Option.captureCallState("errno");

    boolean has(String symbol) {
        return linker.defaultLookup().find(symbol).isPresent();
    }

    MethodHandle call(String symbol, MemoryLayout result, MemoryLayout... arguments) {
        return linker.downcallHandle(address(symbol), FunctionDescriptor.of(result, arguments), errno);
    }

    /** A call whose arguments from an index on are variable ones, which not every processor passes like the others. */
    MethodHandle variadicCall(String symbol, int firstVariadic, MemoryLayout result, MemoryLayout... arguments) {
        return linker.downcallHandle(
                address(symbol),
                FunctionDescriptor.of(result, arguments),
                errno,
                Linker.Option.firstVariadicArg(firstVariadic));
    }

    static MemorySegment newErrno(Arena arena) {
        return arena.allocate(STATE);
    }

    static int orErrno(int result, MemorySegment errno) {
        return (int) orErrno((long) result, errno);
    }

    static long orErrno(long result, MemorySegment errno) {
        return result == -1 ? -errno.get(JAVA_INT, ERRNO) : result;
    }

    private MemorySegment address(String symbol) {
        return linker.defaultLookup()
                .find(symbol)
                .orElseThrow(() -> new UnsatisfiedLinkError("the C library has no " + symbol));
    }
}
