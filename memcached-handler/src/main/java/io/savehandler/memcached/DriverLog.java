package io.savehandler.memcached;

import net.spy.memcached.compat.log.AbstractLogger;
import net.spy.memcached.compat.log.Level;
import org.jspecify.annotations.Nullable;

/**
 * Writes nothing: the driver's messages hold keys, and so session ids. What went wrong is kept for the exception that tells
 * of it. Thread-safe.
 */
final class DriverLog extends AbstractLogger {
    static final DriverLog SILENT = new DriverLog();

    private DriverLog() {
        super("savehandler");
    }

    @Override
    public boolean isTraceEnabled() {
        return false;
    }

    @Override
    public boolean isDebugEnabled() {
        return false;
    }

    @Override
    public boolean isInfoEnabled() {
        return true;
    }

    @Override
    public void log(Level level, Object message, @Nullable Throwable problem) {
        if (problem != null && Thread.currentThread() instanceof DriverConnection connection) {
            connection.note(problem);
        }
    }
}
