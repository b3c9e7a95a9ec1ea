package io.savehandler.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.Concurrency;
import io.savehandler.SessionDataException;
import io.savehandler.Sessions;
import io.savehandler.servers.RealRedis;
import io.savehandler.servers.RedisDoor;
import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sessions in Redis that are compressed as phpredis 6.1 does it; the layouts are not judged by PHP here. */
@RequiresServers(Server.REDIS)
class RedisCompressionTest {
    private static final int MOST = 100_000;

    private final RealRedis redis = RealRedis.start();
    private final RedisDoor door = redis.door();

    @AfterEach
    void stop() {
        door.close();
        redis.close();
    }

    private Sessions sessions(RedisCompression compression) {
        RedisSettings settings = RedisSettings.builder()
                .compression(compression)
                .maxSessionBytes(MOST)
                .build();
        return Sessions.builder(RedisSessionHandlerFactory.builder()
                        .savePath("tcp://127.0.0.1:" + redis.port())
                        .settings(settings)
                        .build())
                .build();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void everyKindOfRequestWorksOnThem(RedisCompression compression) {
        try (Sessions sessions = sessions(compression)) {
            String id = sessions.run(null, session -> {
                session.put("text", "text".repeat(1_000));
                return session.id();
            });
            assertThat(door.get("PHPREDIS_SESSION:" + id))
                    .hasValueSatisfying(stored -> assertThat(stored).hasSizeLessThan(500));
            for (Concurrency concurrency :
                    new Concurrency[] {Concurrency.LOCK, Concurrency.MERGE, Concurrency.LAST_WRITE_WINS}) {
                try (var session = sessions.start(id, concurrency)) {
                    session.update("visits", visits -> visits.toLong(0) + 1);
                }
                sessions.start(id, concurrency).close();
            }
            String newId = sessions.run(id, session -> {
                session.regenerateId(true);
                return session.id();
            });
            try (var session = sessions.start(newId, Concurrency.READ_ONLY)) {
                assertThat(session.getLong("visits", 0)).isEqualTo(3);
                assertThat(session.getString("text")).isEqualTo("text".repeat(1_000));
            }
            assertThat(door.get("PHPREDIS_SESSION:" + id)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatWasStoredBeforeIsReadAndThenCompressed(RedisCompression compression) {
        String id;
        try (Sessions plain = sessions(RedisCompression.NONE)) {
            id = plain.run(null, session -> {
                session.put("text", "text".repeat(1_000));
                return session.id();
            });
        }
        try (Sessions sessions = sessions(compression)) {
            for (int visit = 1; visit <= 2; visit++) {
                sessions.run(id, session -> session.update("visits", visits -> visits.toLong(0) + 1));
            }
            try (var session = sessions.start(id, Concurrency.READ_ONLY)) {
                assertThat(session.getLong("visits", 0)).isEqualTo(2);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aBombIsAnErrorAndStays(RedisCompression compression) {
        RedisValueCodec codec = RedisValueCodec.of(
                RedisSettings.builder().compression(compression).build());
        byte[] bomb =
                codec.encode(("bomb|s:1000000:\"" + "0".repeat(1_000_000) + "\";").getBytes(StandardCharsets.US_ASCII));
        String id = "bombbombbombbombbombbombbombbomb";
        door.set("PHPREDIS_SESSION:" + id, bomb, "EX", "1000");
        try (Sessions sessions = sessions(compression)) {
            assertThatThrownBy(() -> sessions.start(id)).isInstanceOf(SessionDataException.class);
        }
        assertThat(door.get("PHPREDIS_SESSION:" + id)).hasValue(bomb);
        assertThat(door.get("PHPREDIS_SESSION:" + id + "_LOCK")).isEmpty();
    }
}
