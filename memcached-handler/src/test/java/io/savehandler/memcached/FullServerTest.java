package io.savehandler.memcached;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.HandlerContext;
import io.savehandler.SessionHandler;
import io.savehandler.SessionStoreException;
import io.savehandler.servers.RealMemcached;
import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import io.savehandler.servers.faults.FaultProxy;
import io.savehandler.testkit.LeftoverCheck;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.BiConsumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that is full and throws nothing out ({@code -M}). */
@ExtendWith(LeftoverCheck.class)
@RequiresServers(Server.MEMCACHED)
class FullServerTest {
    private static final String ID = "fullfullfullfullfullfullfullfull";
    private static final byte[] SMALL = "small".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LARGE = new byte[100_000];
    private static final int MORE_THAN_FIT = 100;
    private static final HandlerContext UNLOCKED =
            HandlerContext.builder().locking(false).build();

    private final RealMemcached memcached =
            RealMemcached.launch().megabytes(2).withoutEviction().start();
    private final FaultProxy wire = FaultProxy.to(memcached);

    @AfterEach
    void stop() {
        wire.close();
        memcached.close();
    }

    @ParameterizedTest
    @EnumSource(MemcachedProtocol.class)
    void whatHasNoRoomIsRefusedAndNobodyElseNotices(MemcachedProtocol protocol) {
        Arrays.fill(LARGE, (byte) 'x');
        try (MemcachedSessionHandlerFactory factory = factory(protocol)) {
            with(factory, (handler, id) -> handler.write(id, SMALL));
            int fitting = fill(factory);
            int connections = wire.connections();

            with(factory, (handler, id) -> {
                assertThat(handler.read(id)).isEqualTo(SMALL);
                assertRefused(() -> handler.write(id, LARGE));
                assertThat(handler.read(id)).isEqualTo(SMALL);
                assertRefused(() -> handler.writeIfUnchanged(id, LARGE));
                assertThat(handler.read(id)).isEqualTo(SMALL);
                handler.updateTimestamp(id, SMALL);
                assertRefused(() -> handler.write("more" + id, LARGE));
                assertThat(handler.read(fillerId(fitting - 1))).isEqualTo(LARGE);
                handler.destroy(fillerId(fitting - 1));
                handler.write("more" + id, LARGE);
            });
            assertThat(wire.connections()).isEqualTo(connections);
        }
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        SessionStoreException.class,
                        refusal -> assertThat(refusal.outcomeUnknown()).isFalse())
                .hasMessageContaining("Memcached refused")
                .hasMessageNotContaining(ID);
    }

    /** How many fit. */
    private static int fill(MemcachedSessionHandlerFactory factory) {
        for (int i = 0; i < MORE_THAN_FIT; i++) {
            try (SessionHandler handler = open(factory)) {
                handler.write(fillerId(i), LARGE);
            } catch (SessionStoreException e) {
                return i;
            }
        }
        throw new AssertionError("the server should be full by now");
    }

    private static String fillerId(int number) {
        return "fillfillfillfillfillfillfillfill" + number;
    }

    private static void with(MemcachedSessionHandlerFactory factory, BiConsumer<SessionHandler, String> work) {
        try (SessionHandler handler = open(factory)) {
            work.accept(handler, ID);
        }
    }

    private static SessionHandler open(MemcachedSessionHandlerFactory factory) {
        SessionHandler handler = factory.newHandler(UNLOCKED);
        handler.open("", "PHPSESSID");
        return handler;
    }

    private MemcachedSessionHandlerFactory factory(MemcachedProtocol protocol) {
        return MemcachedSessionHandlerFactory.builder()
                .savePath("127.0.0.1:" + wire.port())
                .settings(MemcachedSettings.builder().protocol(protocol).build())
                .build();
    }
}
