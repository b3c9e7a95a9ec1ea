package io.savehandler.servlettests;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.Concurrency;
import io.savehandler.servlet.HttpSessionFilter;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import org.junit.jupiter.api.Test;

/**
 * What visitors do in the {@link Shop}, on two nodes of one kind of servlet container that share a store. A container joins
 * with one {@code start}; one that brings sessions of its own overrides the other.
 */
public abstract class ShopScenario extends ShopVisits {
    /**
     * For subclasses.
     *
     * @param usual the store that this container is always tried on
     */
    protected ShopScenario(ShopStore usual) {
        super(usual);
    }

    /**
     * Starts a container on a free port of 127.0.0.1.
     *
     * @param application sets up the application, whose context path is empty
     */
    protected abstract ShopNode start(ServletContainerInitializer application) throws Exception;

    /** Starts a container whose sessions are those of the filter. */
    @Override
    protected ShopNode start(ShopSetup setup) throws Exception {
        return start((types, context) -> {
            HttpSessionFilter.builder(setup.sessions())
                    .concurrency(setup.concurrency())
                    .build()
                    .addTo(context);
            addShop(context);
        });
    }

    /** Adds the shop, which asks the container for its sessions as any application does. */
    protected static void addShop(ServletContext context) {
        ServletRegistration.Dynamic shop = context.addServlet("shop", new Shop());
        shop.setAsyncSupported(true);
        shop.addMapping(Shop.PATHS.toArray(new String[0]));
    }

    @Test
    final void everyWayToAnswerCounts() throws Exception {
        try (ShopNodes nodes = nodes(Concurrency.LOCK)) {
            ShopVisitor visitor = nodes.visitor();
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
}
