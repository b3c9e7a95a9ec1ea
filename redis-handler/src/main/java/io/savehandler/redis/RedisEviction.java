package io.savehandler.redis;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Whether a server drops keys when its memory is full, as {@code INFO} says, which any user may be allowed to ask. Each new
 * connection asks, and nobody waits for the answer. Thread-safe.
 */
final class RedisEviction {
    private static final System.Logger LOGGER = System.getLogger("io.savehandler.redis");
    private static final String NONE = "noeviction";

    private final String address;
    private final boolean locking;
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicBoolean warned = new AtomicBoolean();
    private volatile boolean possible = true;

    /** @param locking whether locks are kept on the server, too */
    RedisEviction(String address, boolean locking) {
        this.address = address;
        this.locking = locking;
    }

    /** True unless the server has said that it does not. */
    boolean isPossible() {
        return possible;
    }

    /** Asks who may be another server than before. */
    void ask(RedisWire connection) {
        int question = asked.incrementAndGet();
        possible = true;
        List<CompletableFuture<String>> answers = connection.masters().stream()
                .map(master -> master.thenCompose(node -> node.async().info("memory")))
                .toList();
        CompletionStage<?> unused = CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenRun(() -> note(
                        question,
                        answers.stream()
                                .map(CompletableFuture::join)
                                .map(RedisEviction::policy)
                                .filter(policy -> !policy.equals(NONE))
                                .collect(Collectors.joining(", "))));
    }

    private void note(int question, String policies) {
        if (question == asked.get()) {
            possible = !policies.isEmpty();
            if (possible && locking && warned.compareAndSet(false, true)) {
                LOGGER.log(System.Logger.Level.WARNING, warning(policies));
            }
        }
    }

    private String warning(String policies) {
        return "Redis at " + address + " may drop sessions and locks when its memory is full (maxmemory-policy "
                + policies
                + "); without its lock a session can be open twice. See TROUBLESHOOTING.md#redis-evicts-locks";
    }

    /** Without a limit nothing is dropped, whatever the policy says. */
    static String policy(String info) {
        Map<String, String> facts = info.lines()
                .map(line -> line.split(":", 2))
                .filter(fact -> fact.length == 2)
                .collect(Collectors.toMap(fact -> fact[0], fact -> fact[1].strip(), (first, again) -> first));
        return facts.getOrDefault("maxmemory", "").equals("0")
                ? NONE
                : facts.getOrDefault("maxmemory_policy", "unknown");
    }
}
