package io.savehandler.memcached;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import net.spy.memcached.ConnectionObserver;
import net.spy.memcached.DefaultConnectionFactory;
import net.spy.memcached.FailureMode;
import net.spy.memcached.MemcachedConnection;
import net.spy.memcached.MemcachedNode;
import net.spy.memcached.OperationFactory;
import net.spy.memcached.compat.log.Logger;
import org.jspecify.annotations.Nullable;

/** How the driver is to behave: one server, bounded queues, daemon threads, no second attempts, nothing deserialized. */
final class DriverSettings extends DefaultConnectionFactory {
    private static final int BUFFER_BYTES = 16_384;

    private final MemcachedSettings settings;
    private final OperationFactory operations;
    private volatile @Nullable DriverNode node;

    DriverSettings(MemcachedSettings settings) {
        super(settings.maxPendingCommands(), BUFFER_BYTES);
        this.settings = settings;
        this.operations = settings.protocol().operations();
    }

    @Override
    public MemcachedNode createMemcachedNode(SocketAddress address, SocketChannel channel, int bufferSize) {
        DriverNode made = new DriverNode(address, channel, bufferSize, this);
        node = made;
        return made;
    }

    @Override
    public MemcachedConnection createConnection(List<InetSocketAddress> addresses) throws IOException {
        return new DriverConnection(this, addresses);
    }

    @Override
    public OperationFactory getOperationFactory() {
        return operations;
    }

    @Override
    public FailureMode getFailureMode() {
        return FailureMode.Cancel;
    }

    @Override
    public boolean isDaemon() {
        return true;
    }

    @Override
    public long getOperationTimeout() {
        return millis(settings.commandTimeout());
    }

    /** A full queue fails at once. */
    @Override
    public long getOpQueueMaxBlockTime() {
        return 0;
    }

    /** Tells the node, which tells whoever waits for it. */
    @Override
    public Collection<ConnectionObserver> getInitialObservers() {
        return List.of(new ConnectionObserver() {
            @Override
            public void connectionEstablished(SocketAddress address, int reconnectCount) {
                node().connection().complete(true);
            }

            @Override
            public void connectionLost(SocketAddress address) {}
        });
    }

    private DriverNode node() {
        return Objects.requireNonNull(node, "node");
    }

    @Override
    protected Logger getLogger() {
        return DriverLog.SILENT;
    }

    private static long millis(Duration duration) {
        return Math.max(1, duration.toMillis());
    }
}
