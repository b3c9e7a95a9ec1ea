package io.savehandler.servlettests;

import jakarta.servlet.ServletContainerInitializer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.function.Consumer;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;

/** A Tomcat, 10.1 or 11, with the application. */
public final class TomcatShop implements ShopNode {
    private static final Logger LOGGER = Logger.getLogger("org.apache");

    private final Tomcat tomcat = new Tomcat();
    private final Path directory;

    private TomcatShop(Path directory) {
        this.directory = directory;
    }

    /**
     * Starts a Tomcat.
     *
     * @param application sets up the application
     */
    public static TomcatShop start(ServletContainerInitializer application) throws IOException, LifecycleException {
        return start(context -> {}, application);
    }

    /**
     * Starts a Tomcat.
     *
     * @param sessions sets up Tomcat's own sessions
     * @param application sets up the application
     */
    static TomcatShop start(Consumer<Context> sessions, ServletContainerInitializer application)
            throws IOException, LifecycleException {
        LOGGER.setUseParentHandlers(false);
        TomcatShop node = new TomcatShop(Files.createTempDirectory("tomcat"));
        node.tomcat.setBaseDir(node.directory.toString());
        node.tomcat.setPort(0);
        node.tomcat.getConnector().setProperty("address", "127.0.0.1");
        Context context = node.tomcat.addContext("", null);
        sessions.accept(context);
        context.addServletContainerInitializer(application, Set.of());
        node.tomcat.start();
        return node;
    }

    @Override
    public int port() {
        return tomcat.getConnector().getLocalPort();
    }

    @Override
    public void close() throws IOException, LifecycleException {
        tomcat.stop();
        tomcat.destroy();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
