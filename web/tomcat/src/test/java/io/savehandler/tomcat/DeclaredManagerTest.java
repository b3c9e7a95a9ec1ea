package io.savehandler.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleState;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application whose context.xml names the manager. */
@Tag("once")
class DeclaredManagerTest {
    private static final String WEB_XML = """
            <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
              <session-config><session-timeout>7</session-timeout></session-config>
            </web-app>
            """;

    @TempDir
    Path directory;

    private Path application(String attributes) throws Exception {
        Path application = Files.createDirectories(directory.resolve("application"));
        Files.createDirectories(application.resolve("META-INF"));
        Files.createDirectories(application.resolve("WEB-INF"));
        Files.writeString(
                application.resolve("META-INF/context.xml"),
                "<Context><Manager className=\"%s\" %s/></Context>"
                        .formatted(SavehandlerSessions.class.getName(), attributes));
        Files.writeString(application.resolve("WEB-INF/web.xml"), WEB_XML);
        return application;
    }

    @Test
    void itsAttributesAreTheSettings() throws Exception {
        Path sessions = Files.createDirectories(directory.resolve("sessions"));
        RunningTomcat tomcat = RunningTomcat.make();
        Context context = tomcat.deploy(application("session.save_handler=\"files\" session.save_path=\"" + sessions
                + "\" savehandler.files.lock=\"java-only\" savehandler.servlet.concurrency=\"merge\""));
        RunningTomcat.page(context, "/rest", (request, response) -> {
            request.getSession().setAttribute("a", "b");
            response.getWriter().print(request.getSession().getMaxInactiveInterval());
        });
        try (RunningTomcat running = tomcat.start()) {
            Visitor visitor = new Visitor(running);
            assertThat(visitor.visit("/rest")).isEqualTo("420");
            assertThat(sessions.resolve("sess_" + visitor.cookie())).exists();
        }
    }

    @Test
    void anUnknownSettingKeepsTheApplicationFromStarting() throws Exception {
        RunningTomcat tomcat = RunningTomcat.make();
        Context context = tomcat.deploy(application("session.save_handler=\"memory\" session.nonsense=\"1\""));
        try (RunningTomcat running = tomcat.start()) {
            assertThat(context.getState()).isNotEqualTo(LifecycleState.STARTED);
            assertThat(new Visitor(running).get("/").statusCode()).isNotEqualTo(200);
        }
    }
}
