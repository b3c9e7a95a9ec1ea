package io.savehandler.wrap;

import java.util.function.Supplier;

/** Two steps of which the second is taken even if the first fails. */
final class Both {

    private Both() {}

    static void run(Runnable first, Runnable second) {
        Boolean done = get(
                () -> {
                    first.run();
                    return true;
                },
                second);
        assert done;
    }

    /** Returns what the first step returned; if both fail, the second failure is suppressed in the first. */
    static <T> T get(Supplier<T> first, Runnable second) {
        T result;
        try {
            result = first.get();
        } catch (RuntimeException | Error e) {
            try {
                second.run();
            } catch (RuntimeException | Error suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
        second.run();
        return result;
    }
}
