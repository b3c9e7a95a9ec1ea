package io.savehandler.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.Sessions;
import io.savehandler.memory.InMemorySessionHandlerFactory;
import io.savehandler.memory.InMemorySessionStore;
import io.savehandler.servlet.HttpSessionFilter;
import org.apache.catalina.Context;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tomcat's single sign-on for two applications of one node. */
@Tag("once")
class SingleSignOnTest {
    private final InMemorySessionStore store = new InMemorySessionStore();

    private Sessions sessions() {
        return Sessions.builder(
                        InMemorySessionHandlerFactory.builder().store(store).build())
                .build();
    }

    private void application(RunningTomcat tomcat, String path) {
        Context context = tomcat.application(path, new SavehandlerSessions(HttpSessionFilter.builder(sessions())));
        RunningTomcat.askForLogIn(context);
        RunningTomcat.page(context, "/inside/who", (request, response) -> {
            request.getSession().setAttribute("application", path);
            response.getWriter().print(request.getRemoteUser());
        });
        RunningTomcat.page(
                context, "/end", (request, response) -> request.getSession().invalidate());
    }

    @Test
    void oneLogInIsGoodForBothAndOneLogOutEndsBothSessions() throws Exception {
        RunningTomcat tomcat = RunningTomcat.make().withSingleSignOn();
        application(tomcat, "/shop");
        application(tomcat, "/office");
        try (RunningTomcat running = tomcat.start();
                Sessions door = sessions()) {
            Visitor ada = new Visitor(running);
            ada.visit("/shop/inside/who");
            ada.post("/shop/inside/j_security_check", "j_username=ada&j_password=lovelace");
            assertThat(ada.visit("/shop/inside/who")).isEqualTo("ada");
            assertThat(ada.visit("/office/inside/who")).isEqualTo("ada");
            assertThat(door.ids()).hasSize(2);
            ada.visit("/office/end");
            assertThat(door.ids()).isEmpty();
            assertThat(ada.visit("/shop/inside/who")).isEqualTo("who are you?");
        }
    }
}
