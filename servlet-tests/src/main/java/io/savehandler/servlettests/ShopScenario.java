package io.savehandler.servlettests;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.Concurrency;
import io.savehandler.SessionConfig;
import io.savehandler.Sessions;
import io.savehandler.memory.InMemorySessionHandlerFactory;
import io.savehandler.memory.InMemorySessionStore;
import io.savehandler.servlet.HttpSessionFilter;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletRegistration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What visitors do in the shop, on two nodes of one kind of container that share a store. */
public abstract class ShopScenario {
    private final InMemorySessionStore store = new InMemorySessionStore();

    /** For subclasses. */
    protected ShopScenario() {}

    /**
     * Starts a container on a free port of 127.0.0.1.
     *
     * @param application sets up the application, whose context path is empty
     */
    protected abstract ShopNode start(ServletContainerInitializer application) throws Exception;

    private ShopNode node(Concurrency concurrency) throws Exception {
        Sessions sessions = Sessions.builder(
                        InMemorySessionHandlerFactory.builder().store(store).build())
                .config(SessionConfig.from(Map.of("savehandler.lock.wait_timeout", "120s")))
                .build();
        return start((types, context) -> {
            HttpSessionFilter.builder(sessions).concurrency(concurrency).build().addTo(context);
            ServletRegistration.Dynamic shop = context.addServlet("shop", new Shop());
            shop.setAsyncSupported(true);
            shop.addMapping(
                    "/login",
                    "/add",
                    "/cart",
                    "/count",
                    "/counter",
                    "/attribute",
                    "/attributes",
                    "/logout",
                    "/redirect",
                    "/forward",
                    "/include",
                    "/async",
                    "/flush",
                    "/fail");
        });
    }

    @Test
    final void visitorsShopInTwoTabsLogInAndLogOut() throws Exception {
        try (ShopNode one = node(Concurrency.LOCK);
                ShopNode other = node(Concurrency.LOCK)) {
            ShopVisitor ada = new ShopVisitor(one, other);
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
            assertThat(new ShopVisitor(one, other).visit("/cart")).isEqualTo("null []");
            ada.visit("/logout");
            assertThat(ada.visit("/cart")).isEqualTo("null []");
        }
    }

    @Test
    final void everyWayToAnswerCounts() throws Exception {
        try (ShopNode one = node(Concurrency.LOCK);
                ShopNode other = node(Concurrency.LOCK)) {
            ShopVisitor visitor = new ShopVisitor(one, other);
            assertThat(visitor.visit("/count")).isEqualTo("1");
            assertThat(visitor.visit("/forward")).isEqualTo("2");
            assertThat(visitor.visit("/include")).isEqualTo("3");
            assertThat(visitor.visit("/async")).isEqualTo("4");
            assertThat(visitor.visit("/flush")).isEqualTo("5");
            assertThat(visitor.status("/redirect")).isEqualTo(302);
            assertThat(visitor.visit("/counter")).isEqualTo("6");
            assertThat(visitor.status("/fail")).isEqualTo(500);
            assertThat(visitor.visit("/counter")).isEqualTo("7");
        }
    }

    @Test
    final void noIncrementIsLostUnderTheLock() throws Exception {
        incrementUnderTheLock(40);
    }

    @Test
    final void noAttributeIsLostWhereChangesAreMerged() throws Exception {
        addAttributesMerged(40);
    }

    @Test
    @Tag("long")
    final void noneOfAThousandIncrementsIsLostUnderTheLock() throws Exception {
        incrementUnderTheLock(1000);
    }

    @Test
    @Tag("long")
    final void noneOfAThousandAttributesIsLostWhereChangesAreMerged() throws Exception {
        addAttributesMerged(1000);
    }

    private void incrementUnderTheLock(int requests) throws Exception {
        try (ShopNode one = node(Concurrency.LOCK);
                ShopNode other = node(Concurrency.LOCK)) {
            ShopVisitor visitor = new ShopVisitor(one, other);
            visitor.visit("/count");
            allAnswered(requests, visitor, "/count?n=");
            assertThat(visitor.visit("/counter")).isEqualTo(Integer.toString(requests + 1));
        }
    }

    private void addAttributesMerged(int requests) throws Exception {
        try (ShopNode one = node(Concurrency.MERGE);
                ShopNode other = node(Concurrency.MERGE)) {
            ShopVisitor visitor = new ShopVisitor(one, other);
            visitor.visit("/count");
            allAnswered(requests, visitor, "/attribute?n=");
            assertThat(visitor.visit("/attributes")).isEqualTo(Integer.toString(requests + 1));
        }
    }

    private static void allAnswered(int requests, ShopVisitor visitor, String path) throws Exception {
        List<CompletableFuture<Integer>> pending = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            pending.add(visitor.begin(path + i));
        }
        for (CompletableFuture<Integer> status : pending) {
            assertThat(status.get(150, TimeUnit.SECONDS)).isEqualTo(200);
        }
    }
}
