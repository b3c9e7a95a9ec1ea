package io.savehandler.interop.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.Session;
import io.savehandler.Sessions;
import io.savehandler.interop.sharing.PhpRequest;
import io.savehandler.servers.RealRedis;
import io.savehandler.servers.RedisDoor;
import io.savehandler.servers.RequiresPhp;
import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One after the other, PHP and Java serve the same visitor: the same keys are told to live as long, or are removed. */
@RequiresPhp(extensions = {"igbinary", "redis"})
@RequiresServers(Server.REDIS)
@Tag("once")
class SameCommandsAsPhpTest {
    private static final String ID = "monitormonitormonitormonitor0000";

    @TempDir
    Path scripts;

    private final RealRedis redis = RealRedis.start();
    private final RedisDoor door = redis.door();
    private final SeenEffects seen = new SeenEffects(redis);

    @AfterEach
    void stop() {
        seen.close();
        door.close();
        redis.close();
    }

    @ParameterizedTest
    @CsvSource({
        "'',                        0, PHPREDIS_SESSION:, false",
        "'',                        0, PHPREDIS_SESSION:, true",
        "?prefix=APP%3A,            0, APP:,              false",
        "?prefix=APP%3A,            0, APP:,              true",
        "?database=3,               3, PHPREDIS_SESSION:, true",
        "?prefix=x&database=2&weight=4, 2, x,             false",
        "?prefix=x&database=2&weight=4, 2, x,             true"
    })
    void keysAndLifetimesAreThoseOfPhp(String parameters, String database, String prefix, boolean locking) {
        Map<String, String> settings = PhpRedis.settings(
                "tcp://127.0.0.1:" + redis.port() + parameters,
                locking ? PhpRedis.LOCKING : Map.of("redis.session.locking_enabled", "0"));
        settings.put("session.gc_maxlifetime", "1234");
        door.call("SELECT", database);
        List<Set<String>> php = new ArrayList<>();
        try (PhpRequest request = new PhpRequest(scripts, settings, ID)) {
            serve(new PhpVisitor(request), prefix, php);
            assertThat(request.warnings()).isEmpty();
        }
        assertThat(door.call("DBSIZE")).isEqualTo("0");
        List<Set<String>> java = new ArrayList<>();
        Map<String, String> javas = new HashMap<>(settings);
        javas.putAll(Map.of("session.use_strict_mode", "0", "session.gc_probability", "0"));
        try (Sessions sessions = Sessions.from(javas)) {
            serve(new JavaVisitor(sessions), prefix, java);
        }
        assertThat(java).isEqualTo(php);
        assertThat(php.toString())
                .contains(database + ": " + prefix + "ID lives for 1234000 ms", prefix + "ID is removed")
                .contains(prefix + "NEW lives for 1234000 ms");
        assertThat(php.toString().contains("ID_LOCK lives for 30000 ms")).isEqualTo(locking);
    }

    /** A new session; one that only reads; a change; another id; the end. */
    private void serve(Visitor visitor, String prefix, List<Set<String>> effects) {
        visitor.put("first");
        effects.add(next(ID));
        // Java prolongs only a life that would end earlier.
        door.call("EXPIRE", prefix + ID, "60");
        seen.next();
        visitor.look();
        effects.add(next(ID));
        visitor.put("second");
        effects.add(next(ID));
        String fresh = visitor.regenerate();
        effects.add(next(fresh));
        visitor.destroy(fresh);
        effects.add(next(fresh));
    }

    /** What was done since the last question; the visitor's second id is another one each time. */
    private Set<String> next(String fresh) {
        Set<String> effects = new TreeSet<>();
        seen.next().forEach(effect -> effects.add(effect.replace(ID, "ID").replace(fresh, "NEW")));
        return effects;
    }

    /** One visitor's requests, each from start to end. */
    private interface Visitor {
        void put(String data);

        void look();

        String regenerate();

        void destroy(String id);
    }

    private record PhpVisitor(PhpRequest php) implements Visitor {
        @Override
        public void put(String data) {
            assertThat(php.step("start")).isEqualTo("started " + ID);
            php.step("put " + data);
            assertThat(php.step("close")).isEqualTo("closed");
        }

        @Override
        public void look() {
            assertThat(php.step("start")).isEqualTo("started " + ID);
            assertThat(php.step("close")).isEqualTo("closed");
        }

        @Override
        public String regenerate() {
            assertThat(php.step("start")).isEqualTo("started " + ID);
            String fresh = php.step("regenerate");
            assertThat(php.step("close")).isEqualTo("closed");
            return fresh;
        }

        @Override
        public void destroy(String id) {
            assertThat(php.step("start " + id)).isEqualTo("started " + id);
            assertThat(php.step("destroy")).isEqualTo("destroyed");
        }
    }

    private record JavaVisitor(Sessions sessions) implements Visitor {
        @Override
        public void put(String data) {
            try (Session session = sessions.start(ID)) {
                session.put("d", data);
            }
        }

        @Override
        public void look() {
            try (Session session = sessions.start(ID)) {
                assertThat(session.getString("d")).isEqualTo("first");
            }
        }

        @Override
        public String regenerate() {
            try (Session session = sessions.start(ID)) {
                session.regenerateId(true);
                return session.id();
            }
        }

        @Override
        public void destroy(String id) {
            try (Session session = sessions.start(id)) {
                session.destroy();
            }
        }
    }
}
