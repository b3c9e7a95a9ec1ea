package io.savehandler.servlettests;

import static io.savehandler.servers.Server.REDIS;
import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.savehandler.Concurrency;
import io.savehandler.servers.RequiresServers;
import jakarta.servlet.ServletContainerInitializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Javalin 7: the shop beside its routes, and routes of its own on the same sessions. */
@Tag("once")
@RequiresServers(REDIS)
class JavalinShopTest extends ShopScenario {
    private static final long IDLE_MILLIS = 150_000;

    JavalinShopTest() {
        super(ShopStore.REDIS);
    }

    @Override
    protected ShopNode start(ServletContainerInitializer application) {
        Javalin javalin = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.jetty.modifyHttpConfiguration(http -> http.setIdleTimeout(IDLE_MILLIS));
            config.jetty.modifyServletContextHandler(handler -> handler.addServletContainerInitializer(application));
            addRoutes(config);
        });
        return new Node(javalin.start("127.0.0.1", 0));
    }

    private static void addRoutes(JavalinConfig config) {
        config.routes
                .get("/own/login", visit -> {
                    visit.req().changeSessionId();
                    visit.sessionAttribute("user", visit.queryParam("user"));
                })
                .get("/own/name", visit -> visit.result(String.valueOf(visit.<String>sessionAttribute("user"))))
                .get("/own/begin", visit -> visit.sessionAttribute("begun", true))
                .get("/own/later", JavalinShopTest::answerLater);
    }

    private static void answerLater(Context visit) {
        visit.async(() -> visit.sessionAttribute("user", visit.sessionAttribute("user") + ", later"));
    }

    @Test
    void itsOwnRoutesShareTheSessions() throws Exception {
        try (ShopNodes nodes = nodes(Concurrency.LOCK)) {
            ShopVisitor ada = nodes.visitor();
            assertThat(ada.status("/own/begin")).isEqualTo(200);
            String before = ada.cookie();
            ada.visit("/own/login?user=ada");
            assertThat(ada.cookie()).isNotEqualTo(before).doesNotContain("JSESSIONID");
            assertThat(ada.visit("/own/name")).isEqualTo("ada");
            assertThat(ada.status("/own/later")).isEqualTo(200);
            assertThat(ada.visit("/own/name")).isEqualTo("ada, later");
            assertThat(ada.visit("/cart")).isEqualTo("ada, later []");
        }
    }

    private record Node(Javalin javalin) implements ShopNode {

        @Override
        public int port() {
            return javalin.port();
        }

        @Override
        public void close() {
            javalin.stop();
        }
    }
}
