package io.savehandler.servlet61tests;

import io.savehandler.servlettests.ShopNode;
import io.savehandler.servlettests.ShopScenario;
import io.savehandler.servlettests.ShopStore;
import io.savehandler.servlettests.TomcatShop;
import jakarta.servlet.ServletContainerInitializer;
import org.junit.jupiter.api.Tag;

/** Tomcat 11. */
@Tag("once")
class Tomcat11ShopTest extends ShopScenario {
    Tomcat11ShopTest() {
        super(ShopStore.FILES);
    }

    @Override
    protected ShopNode start(ServletContainerInitializer application) throws Exception {
        return TomcatShop.start(application);
    }
}
