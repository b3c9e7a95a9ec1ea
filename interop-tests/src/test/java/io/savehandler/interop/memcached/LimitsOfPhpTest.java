package io.savehandler.interop.memcached;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.HandlerContext;
import io.savehandler.LockSettings;
import io.savehandler.SessionLockLostException;
import io.savehandler.SessionLockTimeoutException;
import io.savehandler.interop.sharing.JavaRequest;
import io.savehandler.interop.sharing.PhpRequest;
import io.savehandler.servers.RequiresPhp;
import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What PHP's extensions do not promise, shown with PHP alone: two requests at once, of which one is lost and neither warned. A
 * Java request in the place of the late one notices, and loses nothing.
 */
@RequiresPhp(extensions = {"igbinary", "memcached", "memcache"})
@RequiresServers(Server.MEMCACHED)
@Tag("once")
class LimitsOfPhpTest {
    private static final String ID = "limitslimitslimitslimitslimits00";
    private static final String KEY = "memc.sess.key." + ID;
    private static final String LOCK = "memc.sess.key.lock." + ID;
    private static final String LATE = "d|s:4:\"late\";";
    private static final String OTHER = "d|s:5:\"other\";";
    private static final Map<String, String> HASTY = Map.of("memcached.sess_lock_expire", "1");
    private static final Map<String, String> PATIENT = Map.of(
            "memcached.sess_lock_expire", "30",
            "memcached.sess_lock_wait_min", "2",
            "memcached.sess_lock_wait_max", "2",
            "memcached.sess_lock_retries", "10000");
    /** Waits for two of them, then goes on without the session. */
    private static final Map<String, String> BRIEF = Map.of("memcache.lock_timeout", "1");

    @TempDir
    Path scripts;

    @Test
    void aLockThatRanOutCostsAPhpRequest() {
        try (SharedMemcached shared = memcached();
                PhpRequest late = shared.php(ID, HASTY);
                PhpRequest other = shared.php(ID, PATIENT)) {
            late.step("start");
            assertThat(other.step("start")).isEqualTo("started " + ID);
            bothSave(late, other);
            assertThat(shared.stored(KEY)).isEqualTo(LATE);
        }
    }

    @Test
    void aLockThatWasThrownOutCostsAPhpRequest() {
        try (SharedMemcached shared = memcached();
                PhpRequest late = shared.php(ID, PATIENT);
                PhpRequest other = shared.php(ID, PATIENT)) {
            late.step("start");
            shared.door().call("delete " + LOCK);
            assertThat(other.step("start")).isEqualTo("started " + ID);
            bothSave(late, other);
            assertThat(shared.stored(KEY)).isEqualTo(LATE);
        }
    }

    @Test
    void aLockThatWasThrownOutCostsNothingWhereJavaIsLate() {
        try (SharedMemcached shared = memcached();
                JavaRequest late = shared.java(ID, SharedMemcached.IMPATIENT);
                PhpRequest other = shared.php(ID, PATIENT)) {
            late.read();
            shared.door().call("delete " + LOCK);
            assertThat(other.step("start")).isEqualTo("started " + ID);
            save(other, "other");
            assertThatThrownBy(() -> late.write(LATE)).isInstanceOf(SessionLockLostException.class);
            assertThat(shared.stored(KEY)).isEqualTo(OTHER);
        }
    }

    /** The waiting request begins without the session and stores that. */
    @Test
    void aLongRequestCostsThePhpThatGivesUpItsWholeSession() {
        try (SharedMemcached shared = memcache();
                PhpRequest longest = shared.php(ID, Map.of("memcache.lock_timeout", "30"))) {
            store(shared, "precious");
            longest.step("start");
            try (PhpRequest waiting = shared.php(ID, BRIEF)) {
                assertThat(waiting.step("start")).isEqualTo("started " + ID);
                assertThat(waiting.step("get")).isEqualTo("nothing");
                save(waiting, "other");
            }
            assertThat(shared.stored(ID)).isEqualTo(OTHER);
        }
    }

    @Test
    void aLongRequestOfPhpsCostsAWaitingJavaRequestNothing() {
        try (SharedMemcached shared = memcache();
                PhpRequest longest = shared.php(ID, Map.of("memcache.lock_timeout", "30"))) {
            store(shared, "precious");
            longest.step("start");
            try (JavaRequest waiting = shared.java(ID, SharedMemcached.IMPATIENT)) {
                assertThatThrownBy(waiting::read).isInstanceOf(SessionLockTimeoutException.class);
            }
            assertThat(shared.stored(ID)).isEqualTo("d|s:8:\"precious\";");
        }
    }

    /** A Java request is not longer than its lock: the lock is renewed, and nobody gets in. */
    @Test
    void aLongRequestOfJavasKeepsItsLock() {
        try (SharedMemcached shared = memcached();
                JavaRequest longest = shared.java(ID, shortLease());
                PhpRequest waiting = shared.php(ID, PATIENT)) {
            longest.read();
            waiting.begin("start");
            // Longer than the lock would last if it were not renewed.
            long firstEnd = shared.door().secondsLeft(LOCK);
            long begin = System.nanoTime();
            while (System.nanoTime() - begin < Duration.ofSeconds(firstEnd + 1).toNanos()) {
                assertThat(shared.door().get(LOCK)).isPresent();
            }
            assertThat(waiting.hasAnswered("started " + ID)).isFalse();
            longest.write(LATE);
            longest.handler().close();
            assertThat(waiting.answer()).isEqualTo("started " + ID);
            assertThat(waiting.step("get")).isEqualTo("got late");
        }
    }

    private SharedMemcached memcached() {
        return new SharedMemcached("memcached", scripts, Map.of(), 1);
    }

    private SharedMemcached memcache() {
        return new SharedMemcached("memcache", scripts, Map.of("memcache.session_redundancy", "1"), 1);
    }

    private static HandlerContext shortLease() {
        return HandlerContext.builder()
                .lock(LockSettings.builder().expire(Duration.ofSeconds(1)).build())
                .build();
    }

    /** The one who came later first: then the other, who knows nothing of that, over it. */
    private static void bothSave(PhpRequest late, PhpRequest other) {
        save(other, "other");
        save(late, "late");
    }

    private static void save(PhpRequest php, String data) {
        php.step("put " + data);
        assertThat(php.step("close")).isEqualTo("closed");
        assertThat(php.warnings()).isEmpty();
    }

    private static void store(SharedMemcached shared, String data) {
        try (PhpRequest php = shared.php(ID, Map.of())) {
            php.step("start");
            save(php, data);
        }
    }
}
