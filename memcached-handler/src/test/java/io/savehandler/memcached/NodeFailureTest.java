package io.savehandler.memcached;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.HandlerContext;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.SessionIdPolicy;
import io.savehandler.SessionStoreException;
import io.savehandler.servers.RealMemcached;
import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import io.savehandler.servers.faults.Cut;
import io.savehandler.servers.faults.FaultProxy;
import io.savehandler.testkit.LeftoverCheck;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One of three servers dies and comes back empty. */
@ExtendWith(LeftoverCheck.class)
@RequiresServers(Server.MEMCACHED)
class NodeFailureTest {
    private static final int DEAD = 1;

    private final List<RealMemcached> servers =
            Stream.generate(RealMemcached::start).limit(3).toList();
    private final List<String> ids =
            Stream.generate(SessionIdPolicy.php()::newId).limit(60).toList();

    @AfterEach
    void stop() {
        servers.forEach(RealMemcached::close);
    }

    @Test
    void sessionsOnLivingServersAreUntouchedAndOthersFailClearly() {
        String savePath = savePath(Ring.MEMCACHED);
        MemcachedLayout layout = Ring.MEMCACHED.layout(savePath);
        try (SessionHandlerFactory factory = Ring.MEMCACHED.connect(savePath)) {
            ids.forEach(id -> count(factory, id));
            servers.get(DEAD).kill();
            for (String id : ids) {
                boolean touched = layout.copies(id).contains(DEAD)
                        || layout.lockPlaces(id).contains(DEAD);
                if (touched) {
                    assertThatThrownBy(() -> count(factory, id))
                            .isInstanceOf(SessionStoreException.class)
                            .hasMessageContaining(
                                    String.valueOf(servers.get(DEAD).port()));
                } else {
                    assertThat(count(factory, id)).isEqualTo(2);
                }
            }
            servers.get(DEAD).restart();
            for (String id : ids) {
                boolean lost = layout.copies(id).contains(DEAD);
                boolean failed = layout.lockPlaces(id).contains(DEAD);
                assertThat(count(factory, id)).isEqualTo(lost ? 1 : failed ? 2 : 3);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"REPLICATED", "MEMCACHE"})
    void copiesServeWhatTheDeadServerHad(Ring ring) {
        String savePath = savePath(ring);
        MemcachedLayout layout = ring.layout(savePath);
        try (SessionHandlerFactory factory = ring.connect(savePath)) {
            ids.forEach(id -> count(factory, id));
            servers.get(DEAD).kill();
            List<String> served = ids.stream()
                    .filter(id -> layout.lockPlaces(id).stream().anyMatch(place -> place != DEAD))
                    .toList();
            assertThat(served).hasSizeGreaterThan(20);
            for (String id : served) {
                assertThat(count(factory, id)).isEqualTo(2);
            }
        }
    }

    /** What was stored while it was away is found on the copy, and on both from the next save on. */
    @Test
    void aServerThatComesBackEmptyIsFilledAgain() {
        String savePath = savePath(Ring.MEMCACHE);
        try (SessionHandlerFactory factory = Ring.MEMCACHE.connect(savePath)) {
            ids.forEach(id -> count(factory, id));
            servers.get(DEAD).kill();
            ids.forEach(id -> assertThat(count(factory, id)).isEqualTo(2));
            servers.get(DEAD).restart();
        }
        try (SessionHandlerFactory factory = Ring.MEMCACHE.connect(savePath)) {
            ids.forEach(id -> assertThat(count(factory, id)).isEqualTo(3));
            servers.get(0).kill();
            ids.forEach(id -> assertThat(count(factory, id)).isEqualTo(4));
        }
    }

    /** The limit of both layouts: nothing in them tells an old session from a new one. Nobody fails, and nobody is mixed up. */
    @ParameterizedTest
    @EnumSource(names = {"REPLICATED", "MEMCACHE"})
    void aServerThatComesBackWithOldMemoryServesItsOldSessions(Ring ring) {
        try (FaultProxy wire = FaultProxy.to(servers.get(DEAD))) {
            String savePath = Stream.of(
                            servers.get(0).port(), wire.port(), servers.get(2).port())
                    .map(port -> ring.scheme() + "127.0.0.1:" + port)
                    .collect(Collectors.joining(","));
            MemcachedLayout layout = ring.layout(savePath);
            List<String> served = ids.stream()
                    .filter(id -> layout.lockPlaces(id).stream().anyMatch(place -> place != DEAD))
                    .toList();
            try (SessionHandlerFactory factory = ring.connect(savePath)) {
                served.forEach(id -> count(factory, id));
                wire.refuse();
                wire.cut(Cut.RESET);
                served.forEach(id -> assertThat(count(factory, id)).isEqualTo(2));
            }
            wire.resume();
            try (SessionHandlerFactory factory = ring.connect(savePath)) {
                for (String id : served) {
                    boolean old = layout.copies(id).get(0) == DEAD;
                    assertThat(count(factory, id)).isEqualTo(old ? 2 : 3);
                }
                assertThat(served).anyMatch(id -> layout.copies(id).get(0) == DEAD);
                served.forEach(id -> assertThat(count(factory, id))
                        .isEqualTo(layout.copies(id).get(0) == DEAD ? 3 : 4));
            }
        }
    }

    @Test
    void loggingOutWorksWhileACopyIsDead() {
        try (SessionHandlerFactory factory = Ring.MEMCACHE.connect(savePath(Ring.MEMCACHE))) {
            ids.forEach(id -> count(factory, id));
            servers.get(DEAD).kill();
            for (String id : ids) {
                try (SessionHandler handler = open(factory)) {
                    assertThatCode(() -> handler.destroy(id)).doesNotThrowAnyException();
                    assertThat(handler.validateId(id)).isFalse();
                }
            }
        }
    }

    /** A server that hangs may still hold what its copy lacks: it is not passed over. */
    @Test
    void aServerThatHangsIsNotPassedOver() {
        String savePath = savePath(Ring.MEMCACHE);
        MemcachedLayout layout = Ring.MEMCACHE.layout(savePath);
        String id = ids.stream()
                .filter(each -> layout.copies(each).get(0) == DEAD)
                .findAny()
                .orElseThrow();
        try (SessionHandlerFactory factory = Ring.MEMCACHE.connect(savePath)) {
            count(factory, id);
            servers.get(DEAD).pause();
            try {
                assertThatThrownBy(() -> count(factory, id)).isInstanceOf(SessionStoreException.class);
            } finally {
                servers.get(DEAD).resume();
            }
            assertThat(count(factory, id)).isEqualTo(2);
        }
    }

    private String savePath(Ring ring) {
        return servers.stream()
                .map(server -> ring.scheme() + "127.0.0.1:" + server.port())
                .collect(Collectors.joining(","));
    }

    private static SessionHandler open(SessionHandlerFactory factory) {
        SessionHandler handler = factory.newHandler(HandlerContext.defaults());
        handler.open("", "PHPSESSID");
        return handler;
    }

    /** One locked request, which stores one more than it has read. */
    private static int count(SessionHandlerFactory factory, String id) {
        try (SessionHandler handler = open(factory)) {
            String data = new String(handler.read(id), StandardCharsets.US_ASCII);
            int next = data.isEmpty() ? 1 : Integer.parseInt(data) + 1;
            handler.write(id, String.valueOf(next).getBytes(StandardCharsets.US_ASCII));
            return next;
        }
    }
}
