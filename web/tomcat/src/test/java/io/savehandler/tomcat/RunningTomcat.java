package io.savehandler.tomcat;

import jakarta.servlet.Servlet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EventListener;
import java.util.Set;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Manager;
import org.apache.catalina.Wrapper;
import org.apache.catalina.authenticator.FormAuthenticator;
import org.apache.catalina.authenticator.SingleSignOn;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.LoginConfig;
import org.apache.tomcat.util.descriptor.web.SecurityCollection;
import org.apache.tomcat.util.descriptor.web.SecurityConstraint;

/** A Tomcat, 10.1 or 11, on a free port of 127.0.0.1. */
final class RunningTomcat implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger("org.apache");

    private final Tomcat tomcat = new Tomcat();
    private final Path directory;

    private RunningTomcat(Path directory) {
        this.directory = directory;
    }

    /** One that is not started yet. */
    static RunningTomcat make() throws IOException {
        LOGGER.setUseParentHandlers(false);
        RunningTomcat made = new RunningTomcat(Files.createTempDirectory("tomcat"));
        made.tomcat.setBaseDir(made.directory.toString());
        made.tomcat.setPort(0);
        made.tomcat.getConnector().setProperty("address", "127.0.0.1");
        made.tomcat.getConnector().setProperty("acceptCount", "2000");
        made.tomcat.addUser("ada", "lovelace");
        made.tomcat.addRole("ada", "customer");
        return made;
    }

    /** An application without pages. */
    Context application(String path, Manager manager, EventListener... listeners) {
        Context context = tomcat.addContext(path, null);
        context.setManager(manager);
        context.addServletContainerInitializer(
                (types, servletContext) -> {
                    for (EventListener listener : listeners) {
                        servletContext.addListener(listener);
                    }
                },
                Set.of());
        return context;
    }

    static void page(Context context, String path, Page page) {
        servlet(context, path, new PageServlet(page));
    }

    private static void servlet(Context context, String path, Servlet servlet) {
        Wrapper wrapper = Tomcat.addServlet(context, path, servlet);
        wrapper.setAsyncSupported(true);
        wrapper.addMapping(path);
    }

    /** Has those pages below {@code /inside} ask for a log-in by form. */
    static void askForLogIn(Context context) {
        SecurityCollection inside = new SecurityCollection();
        inside.addPattern("/inside/*");
        SecurityConstraint constraint = new SecurityConstraint();
        constraint.addCollection(inside);
        constraint.addAuthRole("customer");
        context.addConstraint(constraint);
        context.addSecurityRole("customer");
        context.setLoginConfig(new LoginConfig("FORM", null, "/form", "/refused"));
        context.getPipeline().addValve(new FormAuthenticator());
        page(context, "/form", (request, response) -> response.getWriter().print("who are you?"));
        page(context, "/refused", (request, response) -> response.getWriter().print("refused"));
    }

    RunningTomcat withSingleSignOn() {
        tomcat.getHost().getPipeline().addValve(new SingleSignOn());
        return this;
    }

    /** An application from a directory with its own {@code META-INF/context.xml}. */
    Context deploy(Path application) {
        tomcat.setAddDefaultWebXmlToWebapp(false);
        return tomcat.addWebapp("", application.toString());
    }

    RunningTomcat start() throws LifecycleException {
        tomcat.start();
        return this;
    }

    String uri(String path) {
        return "http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + path;
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
