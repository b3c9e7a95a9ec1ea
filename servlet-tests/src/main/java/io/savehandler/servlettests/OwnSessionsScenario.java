package io.savehandler.servlettests;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.SessionConfig;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import io.savehandler.servers.faults.FaultProxy;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The {@link Shop} on two nodes whose sessions are the container's own, shared through a store. */
public abstract class OwnSessionsScenario {
    private static final int REQUESTS = 1000;

    @TempDir
    Path directory;

    private final List<SharedStore> stores = new ArrayList<>();

    /** For subclasses. */
    protected OwnSessionsScenario() {}

    /** Starts a container on a free port of 127.0.0.1, whose sessions are in a store, locked for 120 s at most. */
    protected abstract ShopNode start(SessionHandlerFactory handlers, SessionConfig config) throws Exception;

    /** Starts two nodes on one store. */
    final ShopNodes nodes(ShopStore kind) throws Exception {
        return nodes(new SharedStore(kind, directory));
    }

    private ShopNodes nodes(SharedStore store) throws Exception {
        stores.add(store);
        ShopNode one = start(store.handlers(), store.config());
        try {
            return new ShopNodes(one, start(store.handlers(), store.config()));
        } catch (Throwable e) {
            one.close();
            throw e;
        }
    }

    @AfterEach
    final void closeStores() {
        stores.forEach(SharedStore::close);
    }

    /** Adds the shop, which asks the container for its sessions as any application does. */
    protected static void addShop(ServletContext context) {
        ServletRegistration.Dynamic shop = context.addServlet("shop", new Shop());
        shop.setAsyncSupported(true);
        shop.addMapping(Shop.PATHS.toArray(new String[0]));
    }

    @Test
    final void visitorsShopLogInAndLogOut() throws Exception {
        shop(ShopStore.MEMORY);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("long")
    @RequiresServers({Server.REDIS, Server.MEMCACHED, Server.POSTGRESQL})
    final void visitorsShopOnEveryStore(ShopStore store) throws Exception {
        shop(store);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("long")
    @RequiresServers({Server.REDIS, Server.MEMCACHED, Server.POSTGRESQL})
    final void noneOfAThousandAttributesIsLost(ShopStore store) throws Exception {
        try (ShopNodes nodes = nodes(store)) {
            ShopVisitor visitor = nodes.visitor();
            visitor.visit("/count");
            visitor.visitAtOnce(REQUESTS, "/attribute?n=");
            assertThat(visitor.visit("/attributes")).isEqualTo(Integer.toString(REQUESTS + 1));
        }
    }

    @Test
    @RequiresServers(Server.REDIS)
    final void aStoreThatHangsIsAnAnswerAndNobodysSession() throws Exception {
        try (FaultProxy proxy = FaultProxy.to(StoreServers.redis());
                ShopNodes nodes = nodes(SharedStore.redisBehind(proxy))) {
            nodes.outliveAStoreThatHangs(proxy, 503, statusOfNewWithoutStore());
        }
    }

    /** What somebody new is answered when the store cannot be had. */
    protected int statusOfNewWithoutStore() {
        return 503;
    }

    private void shop(ShopStore store) throws Exception {
        try (ShopNodes nodes = nodes(store)) {
            ShopVisitor ada = nodes.visitor();
            ada.visit("/add?item=book");
            String anonymous = ada.cookie();
            ada.visit("/login?user=ada");
            assertThat(ada.cookie()).isNotEqualTo(anonymous);
            ada.visit("/add?item=pen");
            assertThat(ada.visit("/cart")).isEqualTo("ada [book, pen]");
            assertThat(ada.visit("/cart")).isEqualTo("ada [book, pen]");
            assertThat(nodes.visitor().visit("/cart")).isEqualTo("null []");
            ada.visit("/logout");
            assertThat(ada.visit("/cart")).isEqualTo("null []");
            assertThat(ada.visit("/cart")).isEqualTo("null []");
        }
    }

    @Test
    final void everyWayToAnswerCounts() throws Exception {
        try (ShopNodes nodes = nodes(ShopStore.MEMORY)) {
            ShopVisitor visitor = nodes.visitor();
            assertThat(visitor.visit("/count")).isEqualTo("1");
            assertThat(visitor.visit("/forward")).isEqualTo("2");
            assertThat(visitor.visit("/include")).isEqualTo("3");
            assertThat(visitor.visit("/async")).isEqualTo("4");
            assertThat(visitor.status("/redirect")).isEqualTo(302);
            assertThat(visitor.visit("/counter")).isEqualTo("5");
            assertThat(visitor.status("/fail")).isEqualTo(500);
            assertThat(visitor.visit("/counter")).isEqualTo("6");
        }
    }
}
