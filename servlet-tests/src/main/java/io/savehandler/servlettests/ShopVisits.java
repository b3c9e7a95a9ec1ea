package io.savehandler.servlettests;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.Concurrency;
import io.savehandler.servers.RequiresServers;
import io.savehandler.servers.Server;
import io.savehandler.servers.faults.FaultProxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What visitors do in a shop on two nodes of one web stack that share a store, be it a {@link Shop} or a {@link SmallShop}.
 * Each stack has its usual store; the long tests go through all of them.
 */
public abstract class ShopVisits {
    private static final int REQUESTS = 40;
    private static final int MANY_REQUESTS = 1000;

    @TempDir
    Path directory;

    private final ShopStore usual;
    private final List<SharedStore> stores = new ArrayList<>();

    /**
     * For subclasses.
     *
     * @param usual the store that this stack is always tried on
     */
    protected ShopVisits(ShopStore usual) {
        this.usual = usual;
    }

    /** Starts a node on a free port of 127.0.0.1. */
    protected abstract ShopNode start(ShopSetup setup) throws Exception;

    /** Starts two nodes on this stack's usual store. */
    final ShopNodes nodes(Concurrency concurrency) throws Exception {
        return nodes(usual, concurrency);
    }

    private ShopNodes nodes(ShopStore kind, Concurrency concurrency) throws Exception {
        return nodes(new SharedStore(kind, directory), concurrency);
    }

    private ShopNodes nodes(SharedStore store, Concurrency concurrency) throws Exception {
        stores.add(store);
        ShopNode one = start(store.setup(concurrency));
        try {
            return new ShopNodes(one, start(store.setup(concurrency)));
        } catch (Throwable e) {
            one.close();
            throw e;
        }
    }

    @AfterEach
    final void closeStores() {
        stores.forEach(SharedStore::close);
    }

    @Test
    final void visitorsShopInTwoTabsLogInAndLogOut() throws Exception {
        shop(usual);
    }

    @Test
    final void noIncrementIsLostUnderTheLock() throws Exception {
        incrementUnderTheLock(usual, REQUESTS);
    }

    @Test
    final void noAttributeIsLostWhereChangesAreMerged() throws Exception {
        addAttributesMerged(usual, REQUESTS);
    }

    @Test
    final void aPlantedIdIsReplaced() throws Exception {
        String planted = "0123456789abcdef0123456789abcdef";
        try (ShopNodes nodes = nodes(Concurrency.LOCK)) {
            ShopVisitor ada = nodes.visitor();
            ada.plant(planted);
            assertThat(ada.status("/add?item=book")).isEqualTo(200);
            assertThat(ada.cookie()).contains("PHPSESSID").doesNotContain(planted);
            assertThat(ada.visit("/cart")).isEqualTo("null [book]");
            ShopVisitor eve = nodes.visitor();
            eve.plant(planted);
            assertThat(eve.visit("/cart")).isEqualTo("null []");
        }
    }

    @Test
    @RequiresServers(Server.REDIS)
    final void aStoreThatHangsIsAnAnswerAndNobodysSession() throws Exception {
        try (FaultProxy proxy = FaultProxy.to(StoreServers.redis());
                ShopNodes nodes = nodes(SharedStore.redisBehind(proxy), Concurrency.LOCK)) {
            nodes.outliveAStoreThatHangs(proxy, statusWithoutStore(), statusWithoutStore());
        }
    }

    /** What this stack answers when the store cannot be had. */
    protected int statusWithoutStore() {
        return 503;
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
    final void noneOfAThousandIncrementsIsLostUnderTheLock(ShopStore store) throws Exception {
        incrementUnderTheLock(store, MANY_REQUESTS);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("long")
    @RequiresServers({Server.REDIS, Server.MEMCACHED, Server.POSTGRESQL})
    final void noneOfAThousandAttributesIsLostWhereChangesAreMerged(ShopStore store) throws Exception {
        addAttributesMerged(store, MANY_REQUESTS);
    }

    private void shop(ShopStore store) throws Exception {
        try (ShopNodes nodes = nodes(store, Concurrency.LOCK)) {
            ShopVisitor ada = nodes.visitor();
            ada.visit("/add?item=book");
            String anonymous = ada.cookie();
            ada.visit("/login?user=ada");
            assertThat(ada.cookie())
                    .isNotEqualTo(anonymous)
                    .contains("PHPSESSID")
                    .doesNotContain("JSESSIONID");
            CompletableFuture<Integer> tab = ada.begin("/add?item=pen");
            CompletableFuture<Integer> otherTab = ada.begin("/add?item=ink");
            assertThat(tab.get(60, TimeUnit.SECONDS)).isEqualTo(200);
            assertThat(otherTab.get(60, TimeUnit.SECONDS)).isEqualTo(200);
            assertThat(ada.visit("/cart"))
                    .startsWith("ada [book, ")
                    .contains("pen")
                    .contains("ink");
            assertThat(nodes.visitor().visit("/cart")).isEqualTo("null []");
            ada.visit("/logout");
            assertThat(ada.visit("/cart")).isEqualTo("null []");
        }
    }

    private void incrementUnderTheLock(ShopStore store, int requests) throws Exception {
        try (ShopNodes nodes = nodes(store, Concurrency.LOCK)) {
            ShopVisitor visitor = nodes.visitor();
            visitor.visit("/count");
            visitor.visitAtOnce(requests, "/count?n=");
            assertThat(visitor.visit("/counter")).isEqualTo(Integer.toString(requests + 1));
        }
    }

    private void addAttributesMerged(ShopStore store, int requests) throws Exception {
        try (ShopNodes nodes = nodes(store, Concurrency.MERGE)) {
            ShopVisitor visitor = nodes.visitor();
            visitor.visit("/count");
            visitor.visitAtOnce(requests, "/attribute?n=");
            assertThat(visitor.visit("/attributes")).isEqualTo(Integer.toString(requests + 1));
        }
    }
}
