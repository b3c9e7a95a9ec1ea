package io.savehandler.memcached;

import java.util.List;

/** How libmemcached, and so PHP's extension {@code memcached}, distributes keys. Keys come without the session prefix. */
public enum Distribution {
    /**
     * {@code memcached.sess_consistent_hash_type=ketama}, the default: a hundred points a server by the hash that keys have,
     * whatever the weights say.
     */
    KETAMA {
        @Override
        Routing over(List<MemcachedServer> servers) {
            PointRing.Builder ring = PointRing.builder();
            for (int server = 0; server < servers.size(); server++) {
                String label = label(servers.get(server));
                for (int i = 0; i < POINTS; i++) {
                    ring.add(Hashes.oneAtATime(label + i), server);
                }
            }
            PointRing points = ring.build();
            return key -> points.serverOf(Hashes.oneAtATime(key));
        }
    },

    /** {@code memcached.sess_consistent_hash_type=ketama_weighted}: points by MD5, more for a heavier server. */
    KETAMA_WEIGHTED {
        @Override
        Routing over(List<MemcachedServer> servers) {
            int total = servers.stream().mapToInt(MemcachedServer::weight).sum();
            PointRing.Builder ring = PointRing.builder();
            for (int server = 0; server < servers.size(); server++) {
                String label = label(servers.get(server));
                int digests = digests(servers.get(server).weight(), total, servers.size());
                for (int i = 0; i < digests; i++) {
                    for (int point : Hashes.md5(label + i)) {
                        ring.add(point, server);
                    }
                }
            }
            PointRing points = ring.build();
            return key -> points.serverOf(Hashes.md5(key)[0]);
        }
    },

    /** {@code memcached.sess_consistent_hash=0}: the remainder. */
    MODULA {
        @Override
        Routing over(List<MemcachedServer> servers) {
            int count = servers.size();
            return key -> Integer.remainderUnsigned(Hashes.oneAtATime(key), count);
        }
    };

    private static final int POINTS = 100;
    private static final int POINTS_OF_AVERAGE_WEIGHT = 160;
    private static final int POINTS_OF_DIGEST = 4;
    private static final int USUAL_PORT = 11_211;

    /** Where keys go among these servers, which have at least one among them. */
    abstract Routing over(List<MemcachedServer> servers);

    private static String label(MemcachedServer server) {
        return (server.port() == USUAL_PORT ? server.host() : server.hostAndPort()) + "-";
    }

    /** In the single precision and the order of libmemcached, whose roundings count. */
    private static int digests(int weight, int total, int servers) {
        float share = (float) weight / (float) total;
        float points = share * POINTS_OF_AVERAGE_WEIGHT / POINTS_OF_DIGEST * servers;
        return (int) (float) (points + 0.0000000001);
    }
}
