package io.savehandler.memcached;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import net.spy.memcached.MemcachedConnection;
import net.spy.memcached.MemcachedNode;
import net.spy.memcached.compat.log.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The driver's connection to one server, and its thread, without the driver's reconnecting: that would send again what was
 * on its way.
 */
final class DriverConnection extends MemcachedConnection {
    // The driver's constructor starts the thread: an initial value could overwrite what that has set.
    private volatile @Nullable Throwable problem;

    DriverConnection(DriverSettings settings, List<InetSocketAddress> address) throws IOException {
        super(
                settings.getReadBufSize(),
                settings,
                address,
                settings.getInitialObservers(),
                settings.getFailureMode(),
                settings.getOperationFactory());
    }

    DriverNode node() {
        return (DriverNode) locator.getAll().iterator().next();
    }

    /** Keeps the first reason for the end of the connection. */
    void note(Throwable reason) {
        if (problem == null) {
            problem = reason;
        }
    }

    /** Ends the connection; its thread does the rest. Any thread may call it, more than once. */
    void end() {
        shutDown = true;
        running = false;
        node().markBroken();
        selector.wakeup();
    }

    /** Instead of connecting again. */
    @Override
    protected void queueReconnect(MemcachedNode node) {
        ((DriverNode) node).markBroken();
        shutDown = true;
        running = false;
    }

    @Override
    public void run() {
        try {
            super.run();
        } finally {
            node().end(problem);
            closeSelector();
        }
    }

    private void closeSelector() {
        try {
            selector.close();
        } catch (IOException e) {
            // Nobody waits for it any more.
        }
    }

    @Override
    protected Logger getLogger() {
        return DriverLog.SILENT;
    }
}
