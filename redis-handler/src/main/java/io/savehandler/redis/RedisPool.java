package io.savehandler.redis;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Several independent servers, each with a part of the sessions as phpredis distributes them: by the first four bytes of the
 * id, over the servers in the reverse order of the save path. Immutable.
 *
 * @param servers in the order of the save path
 */
record RedisPool(List<Member> servers) implements RedisTopology {
    private static final int SIGNIFICANT = 4;

    RedisPool {
        servers = List.copyOf(servers);
    }

    @Override
    public RedisServer serverOf(String id) {
        long position = number(id) % servers.stream().mapToLong(Member::weight).sum();
        int index = servers.size();
        do {
            position -= servers.get(--index).weight();
        } while (position >= 0);
        return servers.get(index).server();
    }

    @Override
    public boolean mayLose() {
        return servers.stream().anyMatch(member -> member.server().mayLose());
    }

    @Override
    public void close() {
        servers.forEach(member -> member.server().close());
    }

    /** The first four bytes as PHP on a little-endian host reads an unsigned number; missing ones are zero. */
    private static long number(String id) {
        byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
        long number = 0;
        for (int i = Math.min(SIGNIFICANT, bytes.length) - 1; i >= 0; i--) {
            number = (number << 8) | (bytes[i] & 0xff);
        }
        return number;
    }

    /**
     * A server and its share.
     *
     * @param weight positive
     */
    record Member(RedisServer server, int weight) {}
}
