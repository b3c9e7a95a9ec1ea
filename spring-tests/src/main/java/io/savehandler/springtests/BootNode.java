package io.savehandler.springtests;

import io.savehandler.servlettests.ShopNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** A running application of Spring Boot on a free port of 127.0.0.1. */
public final class BootNode implements ShopNode {
    private final ConfigurableApplicationContext context;

    private BootNode(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /**
     * Starts an application.
     *
     * @param application its configuration class
     * @param properties as in its application.properties
     * @param beans registers further beans
     */
    public static BootNode start(
            Class<?> application,
            Map<String, String> properties,
            ApplicationContextInitializer<GenericApplicationContext> beans) {
        Map<String, Object> all = new HashMap<>(properties);
        all.put("server.port", "0");
        all.put("server.address", "127.0.0.1");
        all.put("spring.main.banner-mode", "off");
        all.put("logging.level.root", "off");
        SpringApplication spring = new SpringApplication(application);
        spring.setDefaultProperties(all);
        spring.setRegisterShutdownHook(false);
        spring.addInitializers(beans);
        return new BootNode(spring.run());
    }

    /** One of the application's beans. */
    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** One of the application's beans, by its name. */
    public Object bean(String name) {
        return context.getBean(name);
    }

    /** A property as the application sees it. */
    public String property(String name) {
        return Objects.requireNonNull(context.getEnvironment().getProperty(name));
    }

    @Override
    public int port() {
        return Integer.parseInt(property("local.server.port"));
    }

    @Override
    public void close() {
        context.close();
    }
}
