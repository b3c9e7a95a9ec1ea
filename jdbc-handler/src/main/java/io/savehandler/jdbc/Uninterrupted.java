package io.savehandler.jdbc;

import java.util.function.Supplier;

/** Work with the database that an interrupt which came before it does not stop, as some drivers and pools would. */
final class Uninterrupted {
    private Uninterrupted() {}

    /** The flag is set again afterwards. */
    static <T> T run(Supplier<T> work) {
        boolean interrupted = Thread.interrupted();
        try {
            return work.get();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
