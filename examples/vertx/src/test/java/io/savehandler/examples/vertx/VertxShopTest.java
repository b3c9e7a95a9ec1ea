package io.savehandler.examples.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.SessionException;
import io.savehandler.servlettests.ShopNode;
import io.savehandler.servlettests.ShopSetup;
import io.savehandler.servlettests.ShopStore;
import io.savehandler.servlettests.ShopVisits;
import io.savehandler.servlettests.SmallShop;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import org.junit.jupiter.api.Tag;

/** The adapter, in a shop on two nodes. */
@Tag("once")
class VertxShopTest extends ShopVisits {
    private static final int THREADS = 20;

    VertxShopTest() {
        super(ShopStore.FILES);
    }

    @Override
    protected ShopNode start(ShopSetup setup) {
        Vertx vertx = Vertx.vertx();
        VertxSessions sessions = VertxSessions.of(vertx, setup.sessions(), THREADS);
        Router router = Router.router(vertx);
        router.route().handler(visit -> answer(visit, sessions, setup));
        HttpServer server = vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1"))
                .requestHandler(router)
                .listen(0)
                .await();
        return new Node(vertx, server);
    }

    private static void answer(RoutingContext visit, VertxSessions sessions, ShopSetup setup) {
        URI request = URI.create(visit.request().uri());
        sessions.run(visit, setup.concurrency(), session -> {
                    assertThat(io.vertx.core.Context.isOnEventLoopThread()).isFalse();
                    return SmallShop.answer(session, request);
                })
                .onSuccess(visit::end)
                .onFailure(e -> visit.fail(e instanceof SessionException ? 503 : 500, e));
    }

    private record Node(Vertx vertx, HttpServer server) implements ShopNode {

        @Override
        public int port() {
            return server.actualPort();
        }

        @Override
        public void close() {
            vertx.close().await();
        }
    }
}
