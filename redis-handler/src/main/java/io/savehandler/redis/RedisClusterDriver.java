package io.savehandler.redis;

import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.models.partitions.Partitions;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode.NodeFlag;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

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

    /** A node that was away may still take itself for a master, until others tell it of the failover it missed. */
    @Override
    protected Partitions determinePartitions(Partitions current, Map<RedisURI, Partitions> views) {
        return super.determinePartitions(current, latest(views));
    }

    /** Of what the nodes say, what those say who know of the latest failover: each raises the epoch, as slots' moves do. */
    static Map<RedisURI, Partitions> latest(Map<RedisURI, Partitions> views) {
        long latest = views.values().stream()
                .mapToLong(RedisClusterDriver::epoch)
                .max()
                .orElse(0);
        return views.entrySet().stream()
                .filter(view -> epoch(view.getValue()) == latest)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static long epoch(Partitions view) {
        return view.stream().mapToLong(RedisClusterNode::getConfigEpoch).max().orElse(0);
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
