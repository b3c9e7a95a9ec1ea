package io.savehandler.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.cluster.SlotHash;
import io.savehandler.servers.RealRedis;
import io.savehandler.servers.RealRedisCluster;
import io.savehandler.servers.RedisDoor;
import java.time.Duration;
import java.util.List;

/** One slot of a cluster on its way from the master that has it to another, step by step. Not thread-safe. */
final class SlotMove implements AutoCloseable {
    private static final int KEYS_AT_A_TIME = 4;

    private final String slot;
    private final int targetPort;
    private final RedisDoor source;
    private final RedisDoor target;
    private final List<RedisDoor> masters;
    private long opened;

    /** @param key one in the slot */
    SlotMove(RealRedisCluster cluster, String key) {
        this.slot = String.valueOf(SlotHash.getSlot(key));
        List<RealRedis> servers = cluster.masters();
        this.masters = servers.stream().map(RealRedis::door).toList();
        this.source = masters.stream().filter(this::serves).findFirst().orElseThrow();
        RedisDoor other =
                masters.stream().filter(door -> door != source).findFirst().orElseThrow();
        this.target = other;
        this.targetPort = servers.get(masters.indexOf(other)).port();
    }

    /** From now on the source sends whoever asks for keys that it lacks to the target. */
    void open() {
        target.call("CLUSTER", "SETSLOT", slot, "IMPORTING", source.call("CLUSTER", "MYID"));
        source.call("CLUSTER", "SETSLOT", slot, "MIGRATING", target.call("CLUSTER", "MYID"));
        opened = System.nanoTime();
    }

    /** Says something to the target as whoever was sent there does. */
    String callAtTarget(String... command) {
        assertThat(target.call("ASKING")).isEqualTo("OK");
        return target.call(command);
    }

    /** Moves some keys; false where none were left. */
    boolean moveSome() {
        List<String> keys = source.call("CLUSTER", "GETKEYSINSLOT", slot, String.valueOf(KEYS_AT_A_TIME))
                .lines()
                .filter(key -> !key.isEmpty())
                .toList();
        for (String key : keys) {
            // NOKEY is an answer, too: a lock may have gone.
            assertThat(source.call("MIGRATE", "127.0.0.1", String.valueOf(targetPort), key, "0", "5000"))
                    .isIn("OK", "NOKEY");
        }
        return !keys.isEmpty();
    }

    void moveAll() {
        boolean moved = true;
        while (moved) {
            moved = moveSome();
        }
    }

    /** Makes the target the slot's master. Returns how long the slot stayed open. */
    Duration finish() {
        String id = target.call("CLUSTER", "MYID");
        target.call("CLUSTER", "SETSLOT", slot, "NODE", id);
        source.call("CLUSTER", "SETSLOT", slot, "NODE", id);
        Duration open = Duration.ofNanos(System.nanoTime() - opened);
        masters.forEach(door -> door.call("CLUSTER", "SETSLOT", slot, "NODE", id));
        return open;
    }

    @Override
    public void close() {
        masters.forEach(RedisDoor::close);
    }

    private boolean serves(RedisDoor door) {
        return door.call("CLUSTER", "COUNTKEYSINSLOT", slot).matches("[1-9][0-9]*");
    }
}
