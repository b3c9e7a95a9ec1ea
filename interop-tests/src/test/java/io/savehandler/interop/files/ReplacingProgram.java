package io.savehandler.interop.files;

import io.savehandler.HandlerContext;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.files.AtomicReplace;
import io.savehandler.files.FilesSessionHandlerFactory;
import java.util.Arrays;

/** Saves one session again and again, each time with other data of another length, until it is killed: DIRECTORY ID. */
final class ReplacingProgram {
    private static final int KINDS = 50;

    private ReplacingProgram() {}

    public static void main(String[] arguments) {
        try (SessionHandlerFactory factory = factory(arguments[0])) {
            for (int round = 0; true; round++) {
                try (SessionHandler handler = factory.newHandler(HandlerContext.defaults())) {
                    handler.open("", "PHPSESSID");
                    handler.read(arguments[1]);
                    handler.write(arguments[1], data(round % KINDS));
                }
                if (round == KINDS) {
                    System.out.println("ready");
                }
            }
        }
    }

    static SessionHandlerFactory factory(String directory) {
        return FilesSessionHandlerFactory.builder()
                .savePath(directory)
                .atomicReplace(AtomicReplace.ON)
                .build();
    }

    private static byte[] data(int kind) {
        byte[] data = new byte[100_000 + 7_919 * kind];
        Arrays.fill(data, (byte) kind);
        return data;
    }

    /** Whether the data is exactly what one save has stored. */
    static boolean isWhole(byte[] data) {
        return data.length > 0 && Arrays.equals(data, data(data[0]));
    }
}
