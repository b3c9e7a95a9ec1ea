package io.savehandler.redis;

import io.savehandler.servers.RealRedis;
import io.savehandler.servers.RealRedisCluster;
import io.savehandler.servers.faults.FaultProxy;
import java.util.List;
import java.util.stream.Collectors;

/** A cluster whose three masters are reached through proxies only. Its replicas are gone: their traffic would be counted. */
final class ProxiedCluster implements AutoCloseable {
    private final RealRedisCluster cluster = RealRedisCluster.start();
    private final List<RealRedis> masters = cluster.masters();
    private final List<FaultProxy> wires;

    ProxiedCluster() {
        cluster.nodes().stream().filter(node -> !masters.contains(node)).forEach(RealRedis::kill);
        wires = masters.stream().map(FaultProxy::to).toList();
        for (int i = 0; i < masters.size(); i++) {
            cluster.announce(masters.get(i), wires.get(i).port());
        }
    }

    RealRedisCluster cluster() {
        return cluster;
    }

    List<FaultProxy> wires() {
        return wires;
    }

    String savePath() {
        return wires.stream().map(wire -> "seed[]=127.0.0.1:" + wire.port()).collect(Collectors.joining("&"));
    }

    @Override
    public void close() {
        wires.forEach(FaultProxy::close);
        cluster.close();
    }
}
