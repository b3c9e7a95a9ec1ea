package io.savehandler.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.Concurrency;
import io.savehandler.HandlerContext;
import io.savehandler.Regeneration;
import io.savehandler.SessionHandler;
import io.savehandler.SessionStoreException;
import io.savehandler.SessionUnconfirmedException;
import io.savehandler.Sessions;
import io.savehandler.servers.RealRedis;
import io.savehandler.servers.RedisDoor;
import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A change counts once a replica has it: one master with one replica, which can fall asleep. */
@RequiresServers(Server.REDIS)
@Tag("once")
class RedisConfirmationTest {
    private static final String ID = "waitwaitwaitwaitwaitwaitwaitwait";
    private static final String KEY = "PHPREDIS_SESSION:" + ID;
    private static final String NEW_ID = "elseelseelseelseelseelseelseelse";
    private static final byte[] DATA = "data".getBytes(StandardCharsets.US_ASCII);
    private static final HandlerContext UNLOCKED =
            HandlerContext.builder().locking(false).build();
    private static final Duration SHORT = Duration.ofMillis(100);

    private final RealRedis master = RealRedis.launch()
            .setting("repl-diskless-sync-delay 0")
            .user("unwaiting", "secret", "~* &* +@all -wait")
            .start();
    private final RealRedis replica =
            RealRedis.launch().setting("replicaof 127.0.0.1 " + master.port()).start();
    private final RedisDoor door = master.door();
    private final String savePath = "tcp://127.0.0.1:" + master.port();

    @BeforeEach
    void theReplicaIsInStep() {
        door.call("SET", "first", "data");
        assertThat(door.call("WAIT", "1", "30000")).isEqualTo("1");
    }

    @AfterEach
    void stop() {
        door.close();
        replica.close();
        master.close();
    }

    @Test
    void whatIsSavedIsOnTheReplica() {
        try (RedisSessionHandlerFactory factory = factory(savePath, Duration.ofSeconds(10));
                RedisDoor replicaDoor = replica.door();
                SessionHandler handler = opened(factory, HandlerContext.defaults())) {
            for (int i = 0; i < 100; i++) {
                byte[] data = ("data " + i).getBytes(StandardCharsets.US_ASCII);
                handler.read(ID);
                handler.write(ID, data);
                assertThat(replicaDoor.get(KEY)).hasValue(data);
            }
            handler.destroy(ID);
            assertThat(replicaDoor.get(KEY)).isEmpty();
        }
    }

    @Test
    void everyChangeThatNoReplicaHasIsUnconfirmed() {
        try (RedisSessionHandlerFactory factory = factory(savePath, SHORT)) {
            replica.pause();
            assertUnconfirmed(factory, handler -> handler.write(ID, DATA));
            assertUnconfirmed(factory, handler -> {
                handler.read(ID);
                handler.writeIfUnchanged(ID, "other data".getBytes(StandardCharsets.US_ASCII));
            });
            assertUnconfirmed(factory, handler -> handler.updateTimestamp(ID, DATA));
            assertUnconfirmed(factory, handler -> handler.regenerate(new Regeneration(ID, NEW_ID, DATA, true)));
            assertUnconfirmed(factory, handler -> handler.destroy(NEW_ID));
            replica.resume();
        }
    }

    @Test
    void aLockThatNoReplicaHasIsGivenBack() {
        try (RedisSessionHandlerFactory factory = factory(savePath, SHORT)) {
            replica.pause();
            try (SessionHandler handler = opened(factory, HandlerContext.defaults())) {
                assertUnconfirmed(() -> handler.read(ID));
                assertThat(door.get(KEY + "_LOCK")).isPresent();
            }
            assertThat(door.get(KEY + "_LOCK")).isEmpty();
            replica.resume();
        }
    }

    @Test
    void whatChangesNothingWaitsForNobody() {
        door.set(KEY, DATA);
        try (RedisSessionHandlerFactory factory = factory(savePath, Duration.ofDays(1));
                SessionHandler handler = opened(factory, HandlerContext.defaults());
                SessionHandler reading = opened(factory, UNLOCKED)) {
            replica.pause();
            assertThat(reading.read(ID)).isEqualTo(DATA);
            assertThat(handler.validateId(NEW_ID)).isFalse();
            replica.resume();
        }
    }

    @Test
    void aSaveWhoseBytesAreThereIsAFailureAllTheSame() {
        try (Sessions sessions =
                Sessions.builder(factory(savePath, Duration.ofSeconds(10))).build()) {
            String id = sessions.run(null, session -> {
                session.put("visits", 1);
                return session.id();
            });
            try (Sessions impatient = Sessions.builder(factory(savePath, SHORT)).build()) {
                var session = impatient.start(id, Concurrency.MERGE);
                session.put("visits", 2);
                replica.pause();
                assertUnconfirmed(session::close);
                replica.resume();
            }
            assertThat(door.get("PHPREDIS_SESSION:" + id))
                    .hasValueSatisfying(data -> assertThat(data).asString().isEqualTo("visits|i:2;"));
        }
    }

    @Test
    void whereAllConnectionsWaitTheNextChangeIsRefused() {
        RedisSettings one = RedisSettings.builder()
                .replicas(1)
                .replicaTimeout(Duration.ofMinutes(1))
                .replicaConnections(1)
                .commandTimeout(Duration.ofMillis(500))
                .build();
        try (RedisSessionHandlerFactory factory = RedisSessionHandlerFactory.builder()
                        .savePath(savePath)
                        .settings(one)
                        .build();
                SessionHandler first = opened(factory, UNLOCKED);
                SessionHandler second = opened(factory, UNLOCKED)) {
            replica.pause();
            CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> first.write(ID, DATA));
            while (!door.call("CLIENT", "LIST").contains("cmd=wait")) {
                assertThat(waiting).isNotDone();
            }
            assertThatThrownBy(() -> second.write(NEW_ID, DATA))
                    .isInstanceOfSatisfying(
                            SessionStoreException.class,
                            refusal -> assertThat(refusal.outcomeUnknown()).isFalse())
                    .hasMessageContaining("savehandler.redis.wait_connections");
            replica.resume();
            waiting.join();
            second.write(NEW_ID, DATA);
        }
    }

    @Test
    void aServerThatRefusesToWaitIsNoSuccess() {
        String login = savePath + "?auth[user]=unwaiting&auth[pass]=secret";
        try (RedisSessionHandlerFactory factory = factory(login, SHORT);
                SessionHandler handler = opened(factory, UNLOCKED)) {
            assertThatThrownBy(() -> handler.write(ID, DATA))
                    .isInstanceOf(SessionUnconfirmedException.class)
                    .hasMessageContaining("NOPERM");
        }
    }

    private static void assertUnconfirmed(RedisSessionHandlerFactory factory, Consumer<SessionHandler> change) {
        try (SessionHandler handler = opened(factory, UNLOCKED)) {
            assertUnconfirmed(() -> change.accept(handler));
        }
    }

    private static void assertUnconfirmed(ThrowingCallable change) {
        assertThatThrownBy(change)
                .isInstanceOfSatisfying(SessionUnconfirmedException.class, unconfirmed -> {
                    assertThat(unconfirmed.confirmed()).isZero();
                    assertThat(unconfirmed.wanted()).isOne();
                    assertThat(unconfirmed.outcomeUnknown()).isTrue();
                })
                .hasMessageContaining("0 of 1 replicas");
    }

    private static RedisSessionHandlerFactory factory(String savePath, Duration timeout) {
        RedisSettings settings =
                RedisSettings.builder().replicas(1).replicaTimeout(timeout).build();
        return RedisSessionHandlerFactory.builder()
                .savePath(savePath)
                .settings(settings)
                .build();
    }

    private static SessionHandler opened(RedisSessionHandlerFactory factory, HandlerContext context) {
        SessionHandler handler = factory.newHandler(context);
        handler.open("", "PHPSESSID");
        return handler;
    }
}
