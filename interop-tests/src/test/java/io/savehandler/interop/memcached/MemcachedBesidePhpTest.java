package io.savehandler.interop.memcached;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.HandlerContext;
import io.savehandler.Regeneration;
import io.savehandler.SessionGoneException;
import io.savehandler.SessionLockLostException;
import io.savehandler.SessionLockTimeoutException;
import io.savehandler.interop.sharing.JavaRequest;
import io.savehandler.interop.sharing.PhpRequest;
import io.savehandler.servers.RequiresPhp;
import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One PHP process with php-memcached, one handler: each step of the one is seen by the other. */
@RequiresPhp(extensions = {"igbinary", "memcached"})
@RequiresServers(Server.MEMCACHED)
class MemcachedBesidePhpTest {
    private static final String ID = "besidebesidebesidebesidebeside00";
    private static final String KEY = "memc.sess.key." + ID;
    private static final String LOCK = "memc.sess.key.lock." + ID;
    private static final Map<String, String> PATIENT = Map.of(
            "memcached.sess_lock_expire", "30",
            "memcached.sess_lock_wait_min", "2",
            "memcached.sess_lock_wait_max", "2",
            "memcached.sess_lock_retries", "10000");

    @TempDir
    Path scripts;

    private SharedMemcached one(Map<String, String> settings) {
        return new SharedMemcached("memcached", scripts, settings, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"On", "Off"})
    void eachReadsWhatTheOtherWrote(String binary) {
        try (SharedMemcached shared = one(Map.of("memcached.sess_binary_protocol", binary))) {
            phpStores(shared, "from-php");
            try (JavaRequest java = shared.java(ID, SharedMemcached.IMPATIENT)) {
                assertThat(java.handler().validateId(ID)).isTrue();
                assertThat(java.read()).isEqualTo("d|s:8:\"from-php\";");
                java.write("d|s:9:\"from-java\";");
            }
            assertThat(shared.door().flags(KEY)).isZero();
            try (PhpRequest php = shared.php(ID, Map.of())) {
                assertThat(php.step("start")).isEqualTo("started " + ID);
                assertThat(php.step("get")).isEqualTo("got from-java");
                assertThat(php.step("close")).isEqualTo("closed");
                assertThat(php.warnings()).isEmpty();
            }
            assertThat(shared.door().keys()).containsExactly(KEY);
        }
    }

    @Test
    void bothUseTheSameKeyWithTheSameLifetime() {
        try (SharedMemcached shared = one(Map.of("memcached.sess_prefix", "app:"))) {
            phpStores(shared, "old");
            List<String> keys = shared.door().keys();
            long seconds = shared.door().secondsLeft("app:" + ID);
            try (JavaRequest java = shared.java(ID, SharedMemcached.IMPATIENT)) {
                assertThat(java.read()).isEqualTo("d|s:3:\"old\";");
                java.write("d|s:3:\"new\";");
            }
            assertThat(shared.door().keys()).isEqualTo(keys);
            assertThat(shared.door().secondsLeft("app:" + ID)).isBetween(seconds - 30, seconds + 30);
        }
    }

    @Test
    void aLifetimeOfMoreThanThirtyDaysIsKeptByBoth() {
        Duration long40 = Duration.ofDays(40);
        try (SharedMemcached shared = one(Map.of())) {
            try (JavaRequest java =
                    shared.java(ID, HandlerContext.builder().lifetime(long40).build())) {
                java.read();
                java.write("d|s:4:\"java\";");
            }
            assertThat(shared.door().secondsLeft(KEY)).isBetween(long40.toSeconds() - 60, long40.toSeconds() + 5);
            try (PhpRequest php = shared.php(ID, Map.of("session.gc_maxlifetime", "3456000"))) {
                php.step("start");
                assertThat(php.step("get")).isEqualTo("got java");
                php.step("put php");
                php.step("close");
            }
            assertThat(shared.door().secondsLeft(KEY)).isBetween(long40.toSeconds() - 60, long40.toSeconds() + 5);
        }
    }

    @Test
    void javaWaitsForPhpsLock() {
        try (SharedMemcached shared = one(Map.of())) {
            phpStores(shared, "old");
            try (PhpRequest php = shared.php(ID, PATIENT);
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
    }

    @Test
    void phpWaitsForJavasLock() {
        try (SharedMemcached shared = one(Map.of());
                PhpRequest php = shared.php(ID, PATIENT);
                JavaRequest java = shared.java(ID, SharedMemcached.IMPATIENT)) {
            java.read();
            assertThat(shared.door().secondsLeft(LOCK)).isBetween(25L, 30L);
            php.begin("start");
            java.write("d|s:3:\"new\";");
            assertThat(php.hasAnswered("started " + ID)).isFalse();
            java.close();
            assertThat(php.answer()).isEqualTo("started " + ID);
            assertThat(php.step("get")).isEqualTo("got new");
            assertThat(php.step("close")).isEqualTo("closed");
            assertThat(php.warnings()).isEmpty();
            assertThat(shared.door().keys()).containsExactly(KEY);
        }
    }

    /** As PHP does with its usual settings. */
    @Test
    void aPhpThatGivesUpHarmsNobody() {
        try (SharedMemcached shared = one(Map.of());
                PhpRequest php = shared.php(ID, Map.of());
                JavaRequest java = shared.java(ID, SharedMemcached.IMPATIENT)) {
            java.read();
            assertThat(php.step("start")).isEqualTo("refused");
            java.write("d|s:3:\"new\";");
            assertThat(shared.door().get(LOCK)).isPresent();
        }
    }

    @Test
    void theLockOfAKilledPhpRunsOut() {
        try (SharedMemcached shared = one(Map.of())) {
            phpStores(shared, "old");
            PhpRequest php = shared.php(ID, Map.of("memcached.sess_lock_expire", "2"));
            php.step("start");
            php.close();
            assertThat(shared.door().get(LOCK)).isPresent();
            try (JavaRequest java = shared.java(ID, HandlerContext.defaults())) {
                assertThat(java.read()).isEqualTo("d|s:3:\"old\";");
            }
        }
    }

    @Test
    void whatAPhpWithoutLocksWroteUnderJavasLockStays() {
        try (SharedMemcached shared = one(Map.of())) {
            phpStores(shared, "old");
            try (JavaRequest java = shared.java(ID, SharedMemcached.IMPATIENT);
                    PhpRequest php = shared.php(ID, Map.of("memcached.sess_locking", "0"))) {
                java.read();
                php.step("start");
                php.step("put php");
                php.step("close");
                assertThatThrownBy(() -> java.write("d|s:4:\"java\";")).isInstanceOf(SessionLockLostException.class);
            }
            assertThat(shared.door().get(KEY))
                    .hasValueSatisfying(data -> assertThat(data).asString().isEqualTo("d|s:3:\"php\";"));
        }
    }

    /** PHP's plain delete takes whatever lock is there; Java's does not. */
    @Test
    void javaLeavesTheLockThatPhpTookAfterItsOwnHadVanished() {
        try (SharedMemcached shared = one(Map.of());
                PhpRequest php = shared.php(ID, PATIENT)) {
            try (JavaRequest java = shared.java(ID, SharedMemcached.IMPATIENT)) {
                java.read();
                shared.door().call("delete " + LOCK);
                php.step("start");
            }
            assertThat(shared.door().get(LOCK))
                    .hasValueSatisfying(lock -> assertThat(lock).asString().isEqualTo("1"));
        }
    }

    @Test
    void aSessionThatOneDestroyedIsGoneForTheOther() {
        try (SharedMemcached shared = one(Map.of())) {
            phpStores(shared, "old");
            try (PhpRequest php = shared.php(ID, Map.of("memcached.sess_locking", "0"));
                    JavaRequest java = shared.java(ID, SharedMemcached.IMPATIENT)) {
                java.read();
                php.step("start");
                assertThat(php.step("destroy")).isEqualTo("destroyed");
                assertThatThrownBy(() -> java.write("d|s:4:\"java\";")).isInstanceOf(SessionGoneException.class);
                assertThat(java.handler().validateId(ID)).isFalse();
            }
            phpStores(shared, "old");
            try (JavaRequest java = shared.java(ID, SharedMemcached.IMPATIENT)) {
                java.read();
                java.handler().destroy(ID);
            }
            assertThat(shared.door().keys()).isEmpty();
        }
    }

    @Test
    void inStrictModePhpKnowsWhatJavaMadeAndNothingElse() {
        Map<String, String> strict = Map.of("session.use_strict_mode", "1");
        try (SharedMemcached shared = one(Map.of())) {
            try (JavaRequest java = shared.java(ID, SharedMemcached.IMPATIENT)) {
                java.read();
                java.write("d|s:9:\"from-java\";");
            }
            try (PhpRequest known = shared.php(ID, strict);
                    PhpRequest unknown = shared.php("unknownunknownunknownunknown0000", strict)) {
                assertThat(known.step("start")).isEqualTo("started " + ID);
                assertThat(unknown.step("start")).startsWith("started ").doesNotContain("unknown");
            }
        }
    }

    @Test
    void eachFollowsTheOthersNewId() {
        String fresh = "freshfreshfreshfreshfreshfresh00";
        try (SharedMemcached shared = new SharedMemcached("memcached", scripts, Map.of(), 1, 1, 1)) {
            phpStores(shared, "data");
            try (JavaRequest java = shared.java(ID, SharedMemcached.IMPATIENT)) {
                byte[] data = java.handler().read(ID);
                java.handler().regenerate(new Regeneration(ID, fresh, data, true));
            }
            try (PhpRequest php = shared.php(fresh, PATIENT)) {
                php.step("start");
                assertThat(php.step("get")).isEqualTo("got data");
                String newer = php.step("regenerate");
                php.step("close");
                assertThat(php.warnings()).isEmpty();
                try (JavaRequest java = shared.java(newer, SharedMemcached.IMPATIENT)) {
                    assertThat(java.handler().validateId(fresh)).isFalse();
                    assertThat(java.read()).isEqualTo("d|s:4:\"data\";");
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, ketama", "1, ketama_weighted", "0, ketama"})
    void aRingOfServersIsOneForBoth(String consistent, String type) {
        Map<String, String> settings =
                Map.of("memcached.sess_consistent_hash", consistent, "memcached.sess_consistent_hash_type", type);
        try (SharedMemcached shared = new SharedMemcached("memcached", scripts, settings, 1, 3, 2)) {
            for (int i = 0; i < 10; i++) {
                String id = (char) ('a' + i) + "ingringringringringringringrin" + i;
                RoundTrip.between(shared, id);
            }
            assertThat(shared.serversInUse()).isGreaterThan(1);
        }
    }

    private static void phpStores(SharedMemcached shared, String data) {
        try (PhpRequest php = shared.php(ID, Map.of())) {
            php.step("start");
            php.step("put " + data);
            assertThat(php.step("close")).isEqualTo("closed");
            assertThat(php.warnings()).isEmpty();
        }
    }
}
