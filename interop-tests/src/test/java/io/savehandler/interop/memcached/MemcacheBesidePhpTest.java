package io.savehandler.interop.memcached;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.HandlerContext;
import io.savehandler.SessionLockTimeoutException;
import io.savehandler.interop.sharing.JavaRequest;
import io.savehandler.interop.sharing.PhpRequest;
import io.savehandler.servers.RequiresPhp;
import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One PHP process with pecl-memcache, one handler: each step of the one is seen by the other. */
@RequiresPhp(extensions = "memcache")
@RequiresServers(Server.MEMCACHED)
@Tag("once")
class MemcacheBesidePhpTest {
    private static final String ID = "besidebesidebesidebesidebeside00";
    private static final String LOCK = ID + ".lock";
    private static final String FREE = "0";

    @TempDir
    Path scripts;

    private SharedMemcached one(Map<String, String> settings) {
        return new SharedMemcached("memcache", scripts, settings, 1);
    }

    @ParameterizedTest
    @CsvSource({"ascii", "binary"})
    void eachReadsWhatTheOtherWrote(String protocol) {
        try (SharedMemcached shared = one(Map.of("memcache.protocol", protocol))) {
            RoundTrip.between(shared, ID);
            assertThat(shared.door().keys()).containsExactlyInAnyOrder(ID, LOCK);
            assertThat(lock(shared)).isEqualTo(FREE);
        }
    }

    @Test
    void bothCompressWhatIsLarge() {
        String large = "x".repeat(30_000);
        try (SharedMemcached shared = one(Map.of())) {
            try (PhpRequest php = shared.php(ID, Map.of())) {
                php.step("start");
                php.step("put " + large);
                php.step("close");
            }
            assertThat(shared.door().flags(ID)).isEqualTo(2);
            try (JavaRequest java = shared.java(ID, SharedMemcached.IMPATIENT)) {
                assertThat(java.read()).isEqualTo("d|s:30000:\"" + large + "\";");
                java.write("d|s:30001:\"y" + large + "\";");
            }
            assertThat(shared.door().flags(ID)).isEqualTo(2);
            try (PhpRequest php = shared.php(ID, Map.of())) {
                php.step("start");
                assertThat(php.step("get")).isEqualTo("got y" + large);
            }
        }
    }

    @Test
    void javaWaitsForPhpsLock() {
        try (SharedMemcached shared = one(Map.of());
                PhpRequest php = shared.php(ID, Map.of());
                JavaRequest impatient = shared.java(ID, SharedMemcached.IMPATIENT);
                JavaRequest patient = shared.java(ID, HandlerContext.defaults())) {
            php.step("start");
            assertThatThrownBy(impatient::read).isInstanceOf(SessionLockTimeoutException.class);
            CompletableFuture<String> read = CompletableFuture.supplyAsync(patient::read);
            php.step("put new");
            assertThat(read).isNotDone();
            php.step("close");
            assertThat(read.join()).isEqualTo("d|s:3:\"new\";");
        }
    }

    @Test
    void phpWaitsForJavasLock() {
        try (SharedMemcached shared = one(Map.of());
                PhpRequest php = shared.php(ID, Map.of());
                JavaRequest java = shared.java(ID, SharedMemcached.IMPATIENT)) {
            java.read();
            String before = lock(shared);
            php.begin("start");
            while (lock(shared).equals(before)) {
                Thread.onSpinWait();
            }
            java.write("d|s:3:\"new\";");
            assertThat(php.hasAnswered("started " + ID)).isFalse();
            java.close();
            assertThat(php.answer()).isEqualTo("started " + ID);
            assertThat(php.step("get")).isEqualTo("got new");
            assertThat(php.step("close")).isEqualTo("closed");
            assertThat(lock(shared)).isEqualTo(FREE);
        }
    }

    /** PHP forgets to, after {@code read_and_close} and {@code session_abort}. */
    @Test
    void javaGivesTheLockBackWithoutWriting() {
        try (SharedMemcached shared = one(Map.of());
                JavaRequest next = shared.java(ID, SharedMemcached.IMPATIENT)) {
            try (JavaRequest java = shared.java(ID, SharedMemcached.IMPATIENT)) {
                java.read();
            }
            assertThat(lock(shared)).isEqualTo(FREE);
            assertThat(next.read()).isEmpty();
        }
    }

    @Test
    void thePhpThatAbortedKeepsItsLockForAWhile() {
        try (SharedMemcached shared = one(Map.of("memcache.lock_timeout", "3"));
                PhpRequest php = shared.php(ID, Map.of());
                JavaRequest impatient = shared.java(ID, SharedMemcached.IMPATIENT);
                JavaRequest patient = shared.java(ID, HandlerContext.defaults())) {
            php.step("start");
            assertThat(php.step("abort")).isEqualTo("aborted");
            assertThatThrownBy(impatient::read).isInstanceOf(SessionLockTimeoutException.class);
            assertThat(patient.read()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"consistent, crc32, 2", "consistent, fnv, 2", "standard, crc32, 2", "consistent, crc32, 1"})
    void aRingOfServersIsOneForBoth(String strategy, String function, String redundancy) {
        Map<String, String> settings = Map.of(
                "memcache.hash_strategy",
                strategy,
                "memcache.hash_function",
                function,
                "memcache.session_redundancy",
                redundancy);
        try (SharedMemcached shared = new SharedMemcached("memcache", scripts, settings, 1, 3, 2)) {
            for (int i = 0; i < 8; i++) {
                RoundTrip.between(shared, (char) ('a' + i) + "ingringringringringringringrin" + i);
            }
            assertThat(shared.serversInUse()).isGreaterThan(1);
            assertThat(shared.copies()).isEqualTo(8L * Integer.parseInt(redundancy));
        }
    }

    private static String lock(SharedMemcached shared) {
        return shared.door()
                .get(LOCK)
                .map(value -> new String(value, StandardCharsets.US_ASCII).strip())
                .orElse("none");
    }
}
