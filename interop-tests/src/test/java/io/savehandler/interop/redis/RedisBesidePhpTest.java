package io.savehandler.interop.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.HandlerContext;
import io.savehandler.LockSettings;
import io.savehandler.Regeneration;
import io.savehandler.SessionGoneException;
import io.savehandler.SessionHandler;
import io.savehandler.SessionLockLostException;
import io.savehandler.SessionLockTimeoutException;
import io.savehandler.interop.sharing.PhpRequest;
import io.savehandler.redis.RedisSessionHandlerFactory;
import io.savehandler.servers.RealRedis;
import io.savehandler.servers.RedisDoor;
import io.savehandler.servers.RequiresPhp;
import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One Redis, one PHP process, one handler: each step of the one is seen by the other. */
@RequiresPhp(extensions = {"igbinary", "redis"})
@RequiresServers(Server.REDIS)
class RedisBesidePhpTest {
    private static final String ID = "besidebesidebesidebesidebeside00";
    private static final String KEY = "PHPREDIS_SESSION:" + ID;
    private static final HandlerContext IMPATIENT = HandlerContext.builder()
            .lock(LockSettings.builder().waitTimeout(Duration.ofMillis(200)).build())
            .build();

    @TempDir
    Path scripts;

    private final RealRedis redis = RealRedis.start();
    private final RedisDoor door = redis.door();
    private String savePath = "tcp://127.0.0.1:" + redis.port();

    @AfterEach
    void stop() {
        door.close();
        redis.close();
    }

    @Test
    void javaReadsWhatPhpWrote() {
        phpStores("from-php", Map.of());
        try (Java java = new Java(IMPATIENT)) {
            assertThat(java.handler.validateId(ID)).isTrue();
            assertThat(java.read()).isEqualTo("d|s:8:\"from-php\";");
        }
    }

    @Test
    void phpReadsWhatJavaWrote() {
        javaStores("d|s:9:\"from-java\";");
        try (PhpRequest php = php(PhpRedis.LOCKING)) {
            assertThat(php.step("start")).isEqualTo("started " + ID);
            assertThat(php.step("get")).isEqualTo("got from-java");
            assertThat(php.step("close")).isEqualTo("closed");
            assertThat(php.warnings()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?prefix=APP%3A", "?database=3", "?prefix=&database=2&weight=7&timeout=2"})
    void bothUseTheSameKeyWithTheSameLifetime(String parameters) {
        savePath += parameters;
        phpStores("old", Map.of());
        String afterPhp = keysAndLifetimes();
        try (Java java = new Java(IMPATIENT)) {
            assertThat(java.read()).isEqualTo("d|s:3:\"old\";");
            java.write("d|s:3:\"new\";");
        }
        assertThat(keysAndLifetimes()).isEqualTo(afterPhp);
        try (PhpRequest php = php(Map.of())) {
            php.step("start");
            assertThat(php.step("get")).isEqualTo("got new");
        }
    }

    @Test
    void javaWaitsForPhpsLock() {
        phpStores("old", Map.of());
        try (PhpRequest php = php(PhpRedis.LOCKING);
                Java impatient = new Java(IMPATIENT);
                Java patient = new Java(HandlerContext.defaults())) {
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
        try (PhpRequest php = php(PhpRedis.LOCKING);
                RedisDoor monitor = redis.door();
                Java java = new Java(IMPATIENT)) {
            java.read();
            monitor.call("MONITOR");
            php.begin("start");
            awaitAttempts(monitor);
            java.write("d|s:3:\"new\";");
            java.close();
            assertThat(php.answer()).isEqualTo("started " + ID);
            assertThat(php.step("get")).isEqualTo("got new");
            assertThat(php.step("close")).isEqualTo("closed");
            assertThat(php.warnings()).isEmpty();
        }
        assertThat(door.call("KEYS", "*_LOCK")).isEmpty();
    }

    @Test
    void theLockOfAKilledPhpRunsOut() {
        phpStores("old", Map.of());
        PhpRequest php = php(Map.of("redis.session.locking_enabled", "1", "redis.session.lock_expire", "1"));
        php.step("start");
        php.close();
        assertThat(door.get(KEY + "_LOCK")).isPresent();
        try (Java java = new Java(HandlerContext.defaults())) {
            assertThat(java.read()).isEqualTo("d|s:3:\"old\";");
        }
    }

    @Test
    void whatAPhpWithoutLocksWroteUnderJavasLockStays() {
        phpStores("old", Map.of());
        try (Java java = new Java(IMPATIENT)) {
            java.read();
            phpStores("php", Map.of());
            assertThatThrownBy(() -> java.write("d|s:4:\"java\";")).isInstanceOf(SessionLockLostException.class);
        }
        assertThat(door.get(KEY))
                .hasValueSatisfying(data -> assertThat(data).asString().isEqualTo("d|s:3:\"php\";"));
    }

    @Test
    void aSessionThatPhpDestroyedStaysSo() {
        phpStores("old", Map.of());
        try (PhpRequest php = php(Map.of());
                Java java = new Java(IMPATIENT)) {
            java.read();
            php.step("start");
            assertThat(php.step("destroy")).isEqualTo("destroyed");
            assertThatThrownBy(() -> java.write("d|s:4:\"java\";")).isInstanceOf(SessionGoneException.class);
            assertThat(java.handler.validateId(ID)).isFalse();
        }
        assertThat(door.get(KEY)).isEmpty();
    }

    @Test
    void aSessionThatJavaDestroyedIsEmptyForPhp() {
        phpStores("old", Map.of());
        try (Java java = new Java(IMPATIENT)) {
            java.read();
            java.handler.destroy(ID);
        }
        try (PhpRequest php = php(PhpRedis.LOCKING)) {
            php.step("start");
            assertThat(php.step("get")).isEqualTo("nothing");
        }
    }

    @Test
    void inStrictModePhpKnowsWhatJavaMadeAndNothingElse() {
        javaStores("d|s:9:\"from-java\";");
        Map<String, String> strict = Map.of("session.use_strict_mode", "1");
        try (PhpRequest known = php(strict);
                PhpRequest unknown = PhpRedis.request(scripts, savePath, "unknownunknownunknownunknown0000", strict)) {
            assertThat(known.step("start")).isEqualTo("started " + ID);
            assertThat(unknown.step("start")).startsWith("started ").doesNotContain("unknown");
        }
    }

    @Test
    void eachFollowsTheOthersNewId() {
        phpStores("data", Map.of());
        String fresh = "freshfreshfreshfreshfreshfresh00";
        try (Java java = new Java(IMPATIENT)) {
            byte[] data = java.handler.read(ID);
            java.handler.regenerate(new Regeneration(ID, fresh, data, true));
        }
        try (PhpRequest php = PhpRedis.request(scripts, savePath, fresh, PhpRedis.LOCKING)) {
            php.step("start");
            assertThat(php.step("get")).isEqualTo("got data");
            String newer = php.step("regenerate");
            php.step("close");
            assertThat(php.warnings()).isEmpty();
            try (Java java = new Java(IMPATIENT)) {
                assertThat(java.handler.validateId(fresh)).isFalse();
                assertThat(java.handler.read(newer)).asString().isEqualTo("d|s:4:\"data\";");
            }
        }
    }

    @Test
    void aPoolOfServersIsOneForBoth() {
        try (RealRedis second = RealRedis.start();
                RedisDoor secondDoor = second.door()) {
            savePath += "?weight=2, tcp://127.0.0.1:" + second.port() + "?weight=3&database=1";
            for (int i = 0; i < 12; i++) {
                String id = (char) ('a' + i) + "ooloooloooloooloooloooloooloool" + i % 10;
                try (PhpRequest php = PhpRedis.request(scripts, savePath, id, Map.of());
                        Java java = new Java(IMPATIENT)) {
                    php.step("start");
                    php.step("put " + i);
                    php.step("close");
                    assertThat(java.handler.read(id)).asString().contains("\"" + i + "\"");
                    java.handler.write(id, "d|s:4:\"java\";".getBytes(StandardCharsets.US_ASCII));
                    java.close();
                    php.step("start");
                    assertThat(php.step("get")).isEqualTo("got java");
                }
            }
            secondDoor.call("SELECT", "1");
            assertThat(door.call("DBSIZE")).isNotEqualTo("0");
            assertThat(secondDoor.call("DBSIZE")).isNotEqualTo("0");
        }
    }

    /** All keys of all databases with their remaining seconds, to the minute. */
    private String keysAndLifetimes() {
        StringBuilder all = new StringBuilder();
        for (String database : new String[] {"0", "2", "3"}) {
            door.call("SELECT", database);
            door.call("KEYS", "*")
                    .lines()
                    .sorted()
                    .filter(key -> !key.isEmpty())
                    .forEach(key -> all.append(database)
                            .append(' ')
                            .append(key)
                            .append(' ')
                            .append((Integer.parseInt(door.call("TTL", key)) + 30) / 60)
                            .append(" min\n"));
        }
        door.call("SELECT", "0");
        return all.toString();
    }

    /** PHP's own attempts; those within Java's scripts are marked otherwise. */
    private static void awaitAttempts(RedisDoor monitor) {
        int attempts = 0;
        while (attempts < 3) {
            String line = monitor.next();
            attempts += line.contains("\"SET\" \"" + KEY + "_LOCK\"") && !line.contains("lua]") ? 1 : 0;
        }
    }

    private void javaStores(String data) {
        try (Java java = new Java(IMPATIENT)) {
            java.read();
            java.write(data);
        }
    }

    private void phpStores(String data, Map<String, String> settings) {
        try (PhpRequest php = php(settings)) {
            php.step("start");
            php.step("put " + data);
            assertThat(php.step("close")).isEqualTo("closed");
            assertThat(php.warnings()).isEmpty();
        }
    }

    private PhpRequest php(Map<String, String> settings) {
        return PhpRedis.request(scripts, savePath, ID, settings);
    }

    /** A request of a factory of its own. */
    private final class Java implements AutoCloseable {
        private final RedisSessionHandlerFactory factory = RedisSessionHandlerFactory.connect(savePath);
        private final SessionHandler handler;

        Java(HandlerContext context) {
            handler = factory.newHandler(context);
            handler.open("", "PHPSESSID");
        }

        String read() {
            return new String(handler.read(ID), StandardCharsets.ISO_8859_1);
        }

        void write(String data) {
            handler.write(ID, data.getBytes(StandardCharsets.ISO_8859_1));
        }

        @Override
        public void close() {
            handler.close();
            factory.close();
        }
    }
}
