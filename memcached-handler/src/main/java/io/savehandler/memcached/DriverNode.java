package io.savehandler.memcached;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import net.spy.memcached.compat.log.Logger;
import net.spy.memcached.ops.Operation;
import net.spy.memcached.protocol.TCPMemcachedNodeImpl;
import org.jspecify.annotations.Nullable;

/** The driver's queues for one connection, which end with it. */
final class DriverNode extends TCPMemcachedNodeImpl {
    private final CompletableFuture<Boolean> connected = new CompletableFuture<>();
    private volatile boolean broken;

    DriverNode(SocketAddress address, SocketChannel channel, int bufferSize, DriverSettings settings) {
        super(
                address,
                channel,
                bufferSize,
                settings.createReadOperationQueue(),
                settings.createWriteOperationQueue(),
                settings.createOperationQueue(),
                settings.getOpQueueMaxBlockTime(),
                false,
                settings.getOperationTimeout(),
                settings.getAuthWaitTime(),
                settings);
    }

    /** Done once there is a connection, or none. */
    CompletableFuture<Boolean> connection() {
        return connected;
    }

    boolean isBroken() {
        return broken;
    }

    /** From now on nothing is sent. */
    void markBroken() {
        broken = true;
    }

    /** Ends the connection. Called by the driver's own thread, which does nothing else any more. */
    void end(@Nullable Throwable problem) {
        markBroken();
        closeChannel();
        while (hasReadOp()) {
            removeCurrentReadOp().cancel();
        }
        while (hasWriteOp()) {
            removeCurrentWriteOp().cancel();
        }
        cancelUnsent();
        connected.completeExceptionally(problem == null ? new IOException("the connection was closed") : problem);
    }

    /** What came too late to be seen by {@link #end}. */
    void cancelUnsent() {
        destroyInputQueue().forEach(Operation::cancel);
    }

    private void closeChannel() {
        try {
            SocketChannel channel = getChannel();
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // It is not used any more.
        }
    }

    @Override
    protected void optimize() {}

    @Override
    protected Logger getLogger() {
        return DriverLog.SILENT;
    }
}
