package io.savehandler.files;

/** The error numbers of a system's calls. */
enum Errno {
    /** Linux, the same on all its 64-bit processors that {@link UnixAbi} knows. */
    LINUX(11, 36, 40, 122, 37),
    /** macOS. */
    MACOS(35, 63, 62, 69, 77);

    static final int NO_ENTRY = 2;
    static final int INTERRUPTED = 4;
    static final int EXISTS = 17;
    private static final int NOT_PERMITTED = 1;
    private static final int ACCESS = 13;
    private static final int NOT_A_DIRECTORY = 20;
    private static final int IS_A_DIRECTORY = 21;
    private static final int PROCESS_FILES = 24;
    private static final int SYSTEM_FILES = 23;
    private static final int NO_SPACE = 28;
    private static final int READ_ONLY = 30;

    private final int wouldBlock;
    private final int nameTooLong;
    private final int loop;
    private final int quota;
    private final int noLocks;

    Errno(int wouldBlock, int nameTooLong, int loop, int quota, int noLocks) {
        this.wouldBlock = wouldBlock;
        this.nameTooLong = nameTooLong;
        this.loop = loop;
        this.quota = quota;
        this.noLocks = noLocks;
    }

    boolean isWouldBlock(int errno) {
        return errno == wouldBlock;
    }

    boolean isFull(int errno) {
        return errno == NO_SPACE || errno == quota;
    }

    FileCallException failure(String call, int errno) {
        return new FileCallException(problem(errno), call + ": error " + errno);
    }

    private FileProblem problem(int errno) {
        if (isFull(errno)) {
            return FileProblem.FULL;
        }
        if (errno == nameTooLong) {
            return FileProblem.NAME_TOO_LONG;
        }
        if (errno == loop) {
            return FileProblem.SYMBOLIC_LINK;
        }
        if (errno == noLocks) {
            return FileProblem.NO_LOCKS;
        }
        return switch (errno) {
            case NO_ENTRY, NOT_A_DIRECTORY -> FileProblem.NO_DIRECTORY;
            case NOT_PERMITTED, ACCESS -> FileProblem.DENIED;
            case IS_A_DIRECTORY -> FileProblem.NOT_A_FILE;
            case PROCESS_FILES, SYSTEM_FILES -> FileProblem.TOO_MANY_OPEN;
            case READ_ONLY -> FileProblem.READ_ONLY;
            default -> FileProblem.OTHER;
        };
    }
}
