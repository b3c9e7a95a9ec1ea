package io.savehandler.redis;

import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode.NodeFlag;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The driver's client of a cluster. Which node has which slots it asks the nodes that are likely to answer, and all of them
 * only now and then: the driver warns of each that does not answer, each time. Thread-safe.
 */
final class RedisClusterDriver extends RedisClusterClient {
    private static final Duration ALL_ASKED = Duration.ofSeconds(5);

    private final RedisRestingNodes resting;
    private final AtomicLong nextForAll = new AtomicLong(System.nanoTime());
    private volatile List<RedisURI> living = List.of();
    private volatile boolean asksAll = true;

    RedisClusterDriver(ClientResources resources, List<RedisURI> seeds, RedisRestingNodes resting) {
        super(resources, seeds);
        this.resting = resting;
    }

    @Override
    protected Iterable<RedisURI> getTopologyRefreshSource() {
        List<RedisURI> likely = living.stream()
                .filter(node -> !resting.isDoubtful(RedisWire.name(node)))
                .toList();
        asksAll = likely.isEmpty() || isTimeForAll();
        return asksAll ? super.getTopologyRefreshSource() : likely;
    }

    /** Whether those are asked, too, that the first ones know of. */
    @Override
    protected boolean useDynamicRefreshSources() {
        return asksAll;
    }

    /** One node alone may be mistaken about the others. */
    private boolean isTimeForAll() {
        long due = nextForAll.get();
        long now = System.nanoTime();
        return now - due >= 0 && nextForAll.compareAndSet(due, now + ALL_ASKED.toNanos());
    }

    @Override
    protected void updatePartitionsInConnections() {
        super.updatePartitionsInConnections();
        living = getPartitions().stream()
                .filter(node -> !node.is(NodeFlag.FAIL) && !node.is(NodeFlag.EVENTUAL_FAIL))
                .map(RedisClusterNode::getUri)
                .toList();
    }
}
