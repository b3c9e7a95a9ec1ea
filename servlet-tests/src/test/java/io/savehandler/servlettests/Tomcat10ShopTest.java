package io.savehandler.servlettests;

import static io.savehandler.servers.Server.REDIS;

import io.savehandler.servers.RequiresServers;
import jakarta.servlet.ServletContainerInitializer;
import org.junit.jupiter.api.Tag;

/** Tomcat 10.1. */
@Tag("once")
@RequiresServers(REDIS)
class Tomcat10ShopTest extends ShopScenario {
    Tomcat10ShopTest() {
        super(ShopStore.REDIS);
    }

    @Override
    protected ShopNode start(ServletContainerInitializer application) throws Exception {
        return TomcatShop.start(application);
    }
}
