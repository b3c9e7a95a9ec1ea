package io.savehandler.memcached;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** pecl-memcache's {@code memcache.hash_strategy}. */
public enum HashStrategy {
    /** The default: 160 points for each unit of weight, of which 1024 buckets are made. */
    CONSISTENT {
        @Override
        Routing over(List<MemcachedServer> servers, HashFunction function) {
            PointRing.Builder ring = PointRing.builder();
            for (int server = 0; server < servers.size(); server++) {
                String label = servers.get(server).hostAndPort() + "-";
                for (int i = 0; i < servers.get(server).weight() * POINTS_OF_WEIGHT; i++) {
                    ring.add(function.of(label + i), server);
                }
            }
            PointRing points = ring.build();
            int[] buckets = new int[BUCKETS];
            for (int i = 0; i < BUCKETS; i++) {
                buckets[i] = points.serverOf(i * BUCKET_WIDTH);
            }
            return key -> buckets[function.of(key) & (BUCKETS - 1)];
        }
    },

    /** A list in which each server stands as often as its weight says. */
    STANDARD {
        @Override
        Routing over(List<MemcachedServer> servers, HashFunction function) {
            List<Integer> places = new ArrayList<>();
            for (int server = 0; server < servers.size(); server++) {
                places.addAll(Collections.nCopies(servers.get(server).weight(), server));
            }
            return key -> places.get(Math.max(1, function.of(key) >>> 16 & 0x7fff) % places.size());
        }
    };

    private static final int POINTS_OF_WEIGHT = 160;
    private static final int BUCKETS = 1024;
    private static final int BUCKET_WIDTH = 4_194_303;

    /** Where keys go among these servers, which have at least one among them. */
    abstract Routing over(List<MemcachedServer> servers, HashFunction function);
}
