package io.savehandler.interop.memcached;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.Session;
import io.savehandler.Sessions;
import io.savehandler.interop.sharing.PhpRequest;
import io.savehandler.servers.RealMemcached;
import io.savehandler.servers.RequiresPhp;
import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** PHP and Java log in to one server by SASL with the same settings, and share a session. */
@RequiresPhp(extensions = {"igbinary", "memcached"})
@RequiresServers({Server.MEMCACHED, Server.SASL})
@Tag("once")
class LoggedInBesidePhpTest {
    private static final String ID = "loginloginloginloginloginlogin00";

    @TempDir
    Path scripts;

    @Test
    void bothAreLetIn() {
        try (RealMemcached memcached =
                RealMemcached.launch().login("ada", "secret").start()) {
            Map<String, String> settings = Map.of(
                    "session.save_handler", "memcached",
                    "session.save_path", "127.0.0.1:" + memcached.port(),
                    "memcached.sess_binary_protocol", "On",
                    "memcached.sess_sasl_username", "ada",
                    "memcached.sess_sasl_password", "secret");
            try (PhpRequest php = new PhpRequest(scripts, settings, ID)) {
                php.step("start");
                php.step("put from-php");
                assertThat(php.step("close")).isEqualTo("closed");
                assertThat(php.warnings()).isEmpty();
            }
            try (Sessions sessions = Sessions.from(settings)) {
                try (Session session = sessions.start(ID)) {
                    assertThat(session.getString("d")).isEqualTo("from-php");
                    session.put("d", "from-java");
                }
            }
            try (PhpRequest php = new PhpRequest(scripts, settings, ID)) {
                php.step("start");
                assertThat(php.step("get")).isEqualTo("got from-java");
                assertThat(php.step("close")).isEqualTo("closed");
                assertThat(php.warnings()).isEmpty();
            }
        }
    }
}
