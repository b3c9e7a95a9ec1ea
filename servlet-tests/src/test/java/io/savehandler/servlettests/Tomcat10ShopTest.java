package io.savehandler.servlettests;

import jakarta.servlet.ServletContainerInitializer;
import org.junit.jupiter.api.Tag;

/** Tomcat 10.1. */
@Tag("once")
class Tomcat10ShopTest extends ShopScenario {
    @Override
    protected ShopNode start(ServletContainerInitializer application) throws Exception {
        return TomcatShop.start(application);
    }
}
