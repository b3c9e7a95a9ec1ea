package io.savehandler.springtests;

import io.savehandler.Sessions;
import io.savehandler.servlettests.ShopNode;
import io.savehandler.servlettests.ShopScenario;
import io.savehandler.servlettests.ShopSetup;
import io.savehandler.servlettests.ShopStore;
import jakarta.servlet.ServletContainerInitializer;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.web.servlet.ServletContextInitializer;

/** The shop, unchanged, as a servlet in Spring Boot, behind Spring Security and the filter that Spring Boot has registered. */
public abstract class BootShopScenario extends ShopScenario {
    /**
     * For subclasses.
     *
     * @param usual the store that is always tried
     */
    protected BootShopScenario(ShopStore usual) {
        super(usual);
    }

    @Override
    protected final ShopNode start(ShopSetup setup) {
        Map<String, String> properties = Map.of(
                "savehandler.spring-session.enabled",
                "false",
                "savehandler.concurrency",
                setup.concurrency().name(),
                "spring.main.lazy-initialization",
                "true");
        return BootNode.start(ShopApplication.class, properties, context -> {
            context.registerBean(Sessions.class, setup::sessions);
            context.registerBean(ServletContextInitializer.class, () -> ShopScenario::addShop);
        });
    }

    @Override
    protected final ShopNode start(ServletContainerInitializer application) {
        return BootNode.start(
                ShopApplication.class,
                Map.of("savehandler.enabled", "false"),
                context -> context.registerBean(
                        ServletContextInitializer.class, () -> servlets -> application.onStartup(Set.of(), servlets)));
    }
}
