package io.savehandler.files;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The numbers in which 64-bit Unix systems differ: flags of open(2) and the places of fields in {@code struct stat}. */
enum UnixAbi {
    /** Linux on x86-64, with any C library. */
    LINUX_X86_64(new int[] {0x40, 0x80, 0x20000, 0x80000}, new int[] {28, 48, 88}, 1, Errno.LINUX),
    /** Linux on 64-bit ARM, with any C library. */
    LINUX_AARCH64(new int[] {0x40, 0x80, 0x8000, 0x80000}, new int[] {24, 48, 88}, 0, Errno.LINUX),
    /** macOS; both processors, with 64-bit inode numbers. */
    MACOS(new int[] {0x200, 0x800, 0x100, 0x1000000}, new int[] {16, 96, 48}, 0, Errno.MACOS);

    /** flock(2): exclusively, without waiting. */
    static final int LOCK_EX_NB = 2 | 4;

    private static final int READ_WRITE = 2;
    private static final int LARGEST_STATUS = 256;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder())
            .withInvokeExactBehavior();
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder())
            .withInvokeExactBehavior();

    private final int openFlags;
    private final int createFlags;
    private final int owner;
    private final int size;
    private final int modified;
    private final int statVersion;
    private final Errno errno;

    UnixAbi(int[] createExclusiveNoFollowCloseOnExec, int[] ownerSizeModified, int statVersion, Errno errno) {
        int[] flags = createExclusiveNoFollowCloseOnExec;
        this.openFlags = READ_WRITE | flags[2] | flags[3];
        this.createFlags = openFlags | flags[0] | flags[1];
        this.owner = ownerSizeModified[0];
        this.size = ownerSizeModified[1];
        this.modified = ownerSizeModified[2];
        this.statVersion = statVersion;
        this.errno = errno;
    }

    /** That of this process, if it is a known one. */
    static Optional<UnixAbi> current() {
        String system = System.getProperty("os.name", "");
        String processor = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        boolean arm = processor.equals("aarch64");
        boolean intel = processor.equals("amd64") || processor.equals("x86_64");
        if (system.equals("Linux") && (arm || intel)) {
            return Optional.of(arm ? LINUX_AARCH64 : LINUX_X86_64);
        }
        return system.startsWith("Mac") && (arm || intel) ? Optional.of(MACOS) : Optional.empty();
    }

    /** Read and write, not through a symbolic link, closed in child processes. */
    int openFlags() {
        return openFlags;
    }

    /** The same, creating a file that must not be there. */
    int createFlags() {
        return createFlags;
    }

    /** What this system's error numbers mean. */
    Errno errno() {
        return errno;
    }

    /** The first argument of {@code __fxstat} and {@code __lxstat}, which glibc had instead of fstat and lstat until 2.33. */
    int statVersion() {
        return statVersion;
    }

    /** The name under which macOS on Intel keeps the calls with 64-bit inode numbers. */
    String symbol(String call) {
        boolean suffixed = this == MACOS && !System.getProperty("os.arch", "").equals("aarch64");
        return suffixed ? call + "$INODE64" : call;
    }

    /** An array that any {@code struct stat} fits in. */
    static byte[] newStatus() {
        return new byte[LARGEST_STATUS];
    }

    FileStatus status(byte[] status) {
        Instant time = Instant.ofEpochSecond((long) LONG.get(status, modified), (long) LONG.get(status, modified + 8));
        int uid = (int) INT.get(status, owner);
        return new FileStatus(inode(status), (long) LONG.get(status, size), time, Integer.toUnsignedLong(uid));
    }

    /** Whether the C library and the JDK agree about a file, so that the numbers above are this system's. */
    boolean agreesWithJdk(LibC libC) {
        byte[] status = newStatus();
        if (libC.lstat(new byte[] {'/', 0}, status) != 0) {
            return false;
        }
        FileStatus seen = status(status);
        Inode inode = inode(status);
        Map<String, Object> expected =
                Map.of("dev", inode.device(), "ino", inode.number(), "uid", (int) seen.owner(), "size", seen.size());
        try {
            return Files.readAttributes(Path.of("/"), "unix:dev,ino,uid,size", LinkOption.NOFOLLOW_LINKS)
                    .equals(expected);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private Inode inode(byte[] status) {
        long device = this == MACOS ? (int) INT.get(status, 0) : (long) LONG.get(status, 0);
        return new Inode(device, (long) LONG.get(status, 8));
    }

    private record Inode(long device, long number) {}
}
