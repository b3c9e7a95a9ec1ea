package io.savehandler.servlet;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/** A Tomcat with one application of a few pages. */
final class RunningTomcat implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger("org.apache");

    private final Tomcat tomcat;
    private final Path directory;

    private RunningTomcat(Tomcat tomcat, Path directory) {
        this.tomcat = tomcat;
        this.directory = directory;
    }

    static Builder with(HttpSessionFilter filter) {
        return new Builder(filter::addTo);
    }

    /** With the filter as a web.xml names it. */
    static Builder withParameters(Map<String, String> parameters) {
        Builder builder = new Builder(context -> {});
        builder.parameters.putAll(parameters);
        return builder;
    }

    String uri(String path) {
        return "http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + path;
    }

    @Override
    public void close() throws LifecycleException, IOException {
        tomcat.stop();
        tomcat.destroy();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Collects pages. */
    static final class Builder {
        private final Map<String, Page> pages = new LinkedHashMap<>();
        private final Map<String, String> parameters = new LinkedHashMap<>();
        private final Consumer<ServletContext> setUp;
        private String errorPage = "";

        private Builder(Consumer<ServletContext> setUp) {
            this.setUp = setUp;
        }

        Builder page(String path, Page page) {
            pages.put(path, page);
            return this;
        }

        Builder errorPage(String path) {
            errorPage = path;
            return this;
        }

        RunningTomcat start() throws IOException, LifecycleException {
            LOGGER.setUseParentHandlers(false);
            Path directory = Files.createTempDirectory("tomcat");
            Tomcat tomcat = new Tomcat();
            tomcat.setBaseDir(directory.toString());
            tomcat.setPort(0);
            tomcat.getConnector().setProperty("address", "127.0.0.1");
            Context application = tomcat.addContext("", null);
            if (!parameters.isEmpty()) {
                declareFilter(application);
            }
            if (!errorPage.isEmpty()) {
                ErrorPage page = new ErrorPage();
                page.setLocation(errorPage);
                application.addErrorPage(page);
            }
            application.addServletContainerInitializer((types, context) -> register(context), Set.of());
            tomcat.start();
            return new RunningTomcat(tomcat, directory);
        }

        private void declareFilter(Context application) {
            FilterDef filter = new FilterDef();
            filter.setFilterName("sessions");
            filter.setFilterClass(HttpSessionFilter.class.getName());
            filter.setAsyncSupported("true");
            parameters.forEach(filter::addInitParameter);
            application.addFilterDef(filter);
            FilterMap mapping = new FilterMap();
            mapping.setFilterName("sessions");
            mapping.addURLPattern("/*");
            application.addFilterMap(mapping);
        }

        private void register(ServletContext context) {
            setUp.accept(context);
            pages.forEach((path, page) -> {
                ServletRegistration.Dynamic servlet = context.addServlet(path, new PageServlet(page));
                servlet.setAsyncSupported(true);
                servlet.addMapping(path);
            });
        }
    }
}
