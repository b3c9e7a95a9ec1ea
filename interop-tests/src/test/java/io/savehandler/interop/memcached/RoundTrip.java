package io.savehandler.interop.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.interop.sharing.JavaRequest;
import io.savehandler.interop.sharing.PhpRequest;
import java.util.Map;

/** PHP stores a session, Java reads it, holds its lock against PHP, and changes it, and PHP reads that. */
final class RoundTrip {
    private RoundTrip() {}

    static void between(SharedMemcached shared, String id) {
        try (PhpRequest php = shared.php(id, Map.of());
                JavaRequest java = shared.java(id, SharedMemcached.IMPATIENT)) {
            php.step("start");
            php.step("put from-php");
            assertThat(php.step("close")).isEqualTo("closed");
            assertThat(java.read()).isEqualTo("d|s:8:\"from-php\";");
            java.write("d|s:9:\"from-java\";");
            java.close();
            assertThat(php.step("start")).isEqualTo("started " + id);
            assertThat(php.step("get")).isEqualTo("got from-java");
            assertThat(php.step("close")).isEqualTo("closed");
            assertThat(php.warnings()).isEmpty();
        }
    }
}
