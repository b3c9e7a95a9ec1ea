package io.savehandler.memcached;

import java.util.ArrayList;
import java.util.List;

/** The servers that have a session, the one that is read first at the front. Immutable. */
@FunctionalInterface
interface Copies {
    /** pecl-memcache stops here to look for one more server. */
    int MOST_TRIES = 20;

    /** The servers by their places in the save path, each once. */
    List<Integer> of(String key);

    /**
     * As libmemcached: the server of the key, and those that follow it in the save path.
     *
     * @param replicas how many follow; PHP's {@code memcached.sess_number_of_replicas}
     */
    static Copies inOrder(Routing routing, int replicas, int servers) {
        int count = Math.min(replicas + 1, servers);
        return key -> {
            int first = servers == 1 ? 0 : routing.serverOf(key);
            List<Integer> copies = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                copies.add((first + i) % servers);
            }
            return copies;
        };
    }

    /**
     * As pecl-memcache: the key's hash with a number behind it, which goes up until enough servers are found. The key itself
     * is never hashed.
     *
     * @param redundancy how many in all; PHP's {@code memcache.session_redundancy}
     */
    static Copies byAttempts(Routing routing, int redundancy, int servers) {
        int count = Math.min(redundancy, servers);
        return key -> {
            List<Integer> copies = new ArrayList<>(count);
            for (int attempt = 0; copies.size() < count && attempt < MOST_TRIES; attempt++) {
                int server = servers == 1 ? 0 : routing.serverOf(key + "-" + attempt);
                if (!copies.contains(server)) {
                    copies.add(server);
                }
            }
            return copies;
        };
    }
}
