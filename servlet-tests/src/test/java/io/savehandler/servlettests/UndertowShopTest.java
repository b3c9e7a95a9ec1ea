package io.savehandler.servlettests;

import static io.savehandler.servers.Server.MEMCACHED;

import io.savehandler.servers.RequiresServers;
import io.undertow.Undertow;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ServletContainerInitializerInfo;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletException;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.logging.Logger;
import org.junit.jupiter.api.Tag;

/** Undertow 2.3. */
@Tag("once")
@RequiresServers(MEMCACHED)
class UndertowShopTest extends ShopScenario {
    private static final Logger LOGGER = Logger.getLogger("io.undertow");

    UndertowShopTest() {
        super(ShopStore.MEMCACHED);
    }

    @Override
    protected ShopNode start(ServletContainerInitializer application) throws Exception {
        LOGGER.setUseParentHandlers(false);
        DeploymentInfo deployment = Servlets.deployment()
                .setClassLoader(Shop.class.getClassLoader())
                .setContextPath("/")
                .setDeploymentName("shop")
                .addServletContainerInitializer(new ServletContainerInitializerInfo(
                        application.getClass(), new ImmediateInstanceFactory<>(application), Set.of()));
        DeploymentManager manager = Servlets.newContainer().addDeployment(deployment);
        manager.deploy();
        Undertow server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setHandler(manager.start())
                .build();
        server.start();
        return new Node(server, manager);
    }

    private record Node(Undertow server, DeploymentManager manager) implements ShopNode {

        @Override
        public int port() {
            return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
        }

        @Override
        public void close() throws ServletException {
            manager.stop();
            manager.undeploy();
            server.stop();
        }
    }
}
