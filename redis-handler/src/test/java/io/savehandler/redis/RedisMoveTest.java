package io.savehandler.redis;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.HandlerContext;
import io.savehandler.Regeneration;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.SessionIdPolicy;
import io.savehandler.SessionStoreException;
import io.savehandler.servers.RealRedis;
import io.savehandler.servers.RedisDoor;
import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import io.savehandler.servers.faults.Cut;
import io.savehandler.servers.faults.FaultProxy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A session moves from one server of a pool to the other, and something goes wrong on the way. */
@RequiresServers(Server.REDIS)
class RedisMoveTest {
    private static final String OLD = "oldoldoldoldoldoldoldoldoldold00";
    private static final byte[] DATA = "data".getBytes(StandardCharsets.US_ASCII);

    /** Locking, storing, and dealing with the old session. */
    private static final int STEPS = 3;

    private final RealRedis one = RealRedis.start();
    private final RealRedis other = RealRedis.start();
    private final FaultProxy wireToOne = FaultProxy.to(one);
    private final FaultProxy wireToOther = FaultProxy.to(other);
    private final String savePath = "tcp://127.0.0.1:" + wireToOne.port() + ", tcp://127.0.0.1:" + wireToOther.port();
    private final RedisPool pool = RedisPoolTest.pool(savePath);
    private final String fresh = Stream.generate(SessionIdPolicy.php()::newId)
            .filter(id -> !pool.areTogether(id, OLD))
            .findFirst()
            .orElseThrow();
    private final boolean oldIsOnOne = pool.serverOf(OLD).toString().endsWith(":" + wireToOne.port());
    private final RedisDoor oldDoor = (oldIsOnOne ? one : other).door();
    private final RedisDoor freshDoor = (oldIsOnOne ? other : one).door();
    private final SessionHandlerFactory factory = RedisSessionHandlerFactory.connect(savePath);

    @BeforeEach
    void storeTheOldOne() {
        oldDoor.set(key(OLD), DATA, "EX", "1440");
    }

    @AfterEach
    void stop() {
        factory.close();
        oldDoor.close();
        freshDoor.close();
        wireToOne.close();
        wireToOther.close();
        one.close();
        other.close();
    }

    @Test
    void theFirstErrorIsToldWhereTakingBackFailsToo() {
        AtomicInteger stepsWithTime = new AtomicInteger(Integer.MAX_VALUE);
        HandlerContext context = HandlerContext.builder()
                .timeLeft(() -> stepsWithTime.getAndDecrement() > 0 ? Duration.ofSeconds(5) : Duration.ZERO)
                .build();
        try (SessionHandler handler = opened(context)) {
            oldDoor.call("DEL", key(OLD));
            oldDoor.call("LPUSH", key(OLD), "no session");
            stepsWithTime.set(STEPS);

            assertThatThrownBy(() -> handler.regenerate(new Regeneration(OLD, fresh, DATA, true)))
                    .isInstanceOf(SessionStoreException.class)
                    .hasMessageContaining("WRONGTYPE")
                    .satisfies(first -> assertThat(first.getSuppressed())
                            .singleElement()
                            .satisfies(second -> assertThat(second).hasMessageContaining("no time left")));
        }
        assertThat(freshDoor.get(key(fresh) + "_LOCK"))
                .as("the lock of the new id")
                .isEmpty();
    }

    @Test
    void theNewSessionStaysWhereTheOldOneMayBeGone() throws IOException {
        load("remove.lua");
        try (SessionHandler handler = opened(HandlerContext.defaults())) {
            FaultProxy wireToOld = oldIsOnOne ? wireToOne : wireToOther;
            wireToOld.toClient().cutAfter(0, Cut.RESET);

            assertThatThrownBy(() -> handler.regenerate(new Regeneration(OLD, fresh, DATA, true)))
                    .isInstanceOfSatisfying(
                            SessionStoreException.class,
                            failure -> assertThat(failure.outcomeUnknown()).isTrue());
        }
        assertThat(oldDoor.get(key(OLD))).isEmpty();
        assertThat(freshDoor.get(key(fresh))).hasValue(DATA);
        assertThat(freshDoor.get(key(fresh) + "_LOCK"))
                .as("the lock of the new id")
                .isEmpty();
    }

    /** The old session's server knows the script, so that its first answer is the one that gets lost. */
    private void load(String script) throws IOException {
        try (InputStream text = requireNonNull(RedisScript.class.getResourceAsStream(script))) {
            oldDoor.call("SCRIPT", "LOAD", new String(text.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private SessionHandler opened(HandlerContext context) {
        SessionHandler handler = factory.newHandler(context);
        handler.open("", "PHPSESSID");
        handler.read(OLD);
        return handler;
    }

    private static String key(String id) {
        return "PHPREDIS_SESSION:" + id;
    }
}
