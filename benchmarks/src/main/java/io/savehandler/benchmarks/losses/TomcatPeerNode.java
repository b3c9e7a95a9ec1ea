package io.savehandler.benchmarks.losses;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;

/** A Tomcat 10.1. */
final class TomcatPeerNode implements PeerNode {
    private static final Logger LOGGER = Logger.getLogger("org.apache");

    private final Tomcat tomcat = new Tomcat();
    private final Path directory;

    private TomcatPeerNode(Path directory) {
        this.directory = directory;
    }

    /**
     * Starts one.
     *
     * @param sessions sets up the application's sessions
     */
    static PeerNode start(Consumer<Context> sessions) throws IOException, LifecycleException {
        LOGGER.setUseParentHandlers(false);
        TomcatPeerNode node = new TomcatPeerNode(Files.createTempDirectory("tomcat"));
        node.tomcat.setBaseDir(node.directory.toString());
        node.tomcat.setPort(0);
        node.tomcat.getConnector().setProperty("address", "127.0.0.1");
        Context context = node.tomcat.addContext("", null);
        sessions.accept(context);
        Tomcat.addServlet(context, "pages", new LossesPages()).addMapping("/*");
        node.tomcat.start();
        return node;
    }

    /** Starts one whose sessions come from a filter. */
    static PeerNode start(Filter filter) throws IOException, LifecycleException {
        return start(context -> context.addServletContainerInitializer(
                (types, application) -> {
                    FilterRegistration.Dynamic registration = application.addFilter("sessions", filter);
                    registration.setAsyncSupported(true);
                    registration.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");
                },
                Set.of()));
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
