package io.savehandler.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.Sessions;
import io.savehandler.memory.InMemorySessionHandlerFactory;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionActivationListener;
import jakarta.servlet.http.HttpSessionAttributeListener;
import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionBindingListener;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionIdListener;
import jakarta.servlet.http.HttpSessionListener;
import java.util.EventListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Who is told what, and when. */
class SessionListenersTest {
    private static final List<String> TOLD = new CopyOnWriteArrayList<>();

    private final Sessions sessions =
            Sessions.builder(InMemorySessionHandlerFactory.create()).build();
    private final Browser browser = new Browser();

    SessionListenersTest() {
        TOLD.clear();
    }

    @Test
    void everyListenerHearsWhatItIsFor() throws Exception {
        AttributeCodec codec =
                AttributeCodecs.of("ticket", Ticket.class, Ticket::name, stored -> new Ticket(stored.asString()));
        HttpSessionFilter filter = HttpSessionFilter.builder(sessions)
                .codecs(codec)
                .listener(new Everything("first"))
                .listener(new Everything("second"))
                .build();
        try (RunningTomcat node = RunningTomcat.with(filter)
                .page("/set", (request, response) -> {
                    request.getSession().setAttribute("n", 1);
                    request.getSession().setAttribute("ticket", new Ticket("A"));
                })
                .page("/replace", (request, response) -> {
                    request.getSession().setAttribute("n", 2);
                    request.getSession().setAttribute("ticket", new Ticket("B"));
                    request.getSession().removeAttribute("n");
                    request.getSession().removeAttribute("never");
                })
                .page("/id", (request, response) -> request.changeSessionId())
                .page("/end", (request, response) -> request.getSession().invalidate())
                .start()) {
            browser.get(node.uri("/set"));
            assertThat(takeTold())
                    .containsExactly(
                            "first created",
                            "second created",
                            "first added n=1",
                            "second added n=1",
                            "A bound to ticket, not yet there",
                            "first added ticket=A",
                            "second added ticket=A",
                            "A passivates");
            browser.get(node.uri("/replace"));
            assertThat(takeTold())
                    .containsExactly(
                            "first replaced n=1",
                            "second replaced n=1",
                            "A activated",
                            "B bound to ticket, not yet there",
                            "A unbound from ticket",
                            "first replaced ticket=A",
                            "second replaced ticket=A",
                            "first removed n=2",
                            "second removed n=2",
                            "B passivates");
            browser.get(node.uri("/id"));
            assertThat(takeTold()).containsExactly("first id changed", "second id changed");
            browser.get(node.uri("/end"));
            assertThat(takeTold())
                    .containsExactly(
                            "second destroyed with ticket",
                            "first destroyed with ticket",
                            "B activated",
                            "B unbound from ticket",
                            "first removed ticket=B",
                            "second removed ticket=B");
        }
    }

    @Test
    void whatIsNoSessionListenerIsRefused() {
        EventListener other = new EventListener() {};
        assertThatThrownBy(() -> HttpSessionFilter.builder(sessions).listener(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("HttpSessionListener");
    }

    private static List<String> takeTold() {
        List<String> told = List.copyOf(TOLD);
        TOLD.clear();
        return told;
    }

    private record Everything(String name)
            implements HttpSessionListener, HttpSessionAttributeListener, HttpSessionIdListener {

        @Override
        public void sessionCreated(HttpSessionEvent event) {
            TOLD.add(name + " created");
        }

        @Override
        public void sessionDestroyed(HttpSessionEvent event) {
            String still = event.getSession().getAttributeNames().nextElement();
            TOLD.add(name + " destroyed with " + still);
        }

        @Override
        public void sessionIdChanged(HttpSessionEvent event, String oldId) {
            assertThat(event.getSession().getId()).isNotEqualTo(oldId);
            TOLD.add(name + " id changed");
        }

        @Override
        public void attributeAdded(HttpSessionBindingEvent event) {
            TOLD.add(name + " added " + event.getName() + "=" + event.getValue());
        }

        @Override
        public void attributeReplaced(HttpSessionBindingEvent event) {
            TOLD.add(name + " replaced " + event.getName() + "=" + event.getValue());
        }

        @Override
        public void attributeRemoved(HttpSessionBindingEvent event) {
            TOLD.add(name + " removed " + event.getName() + "=" + event.getValue());
        }
    }

    private record Ticket(String name) implements HttpSessionBindingListener, HttpSessionActivationListener {

        @Override
        public void valueBound(HttpSessionBindingEvent event) {
            HttpSession session = event.getSession();
            boolean there = this.equals(session.getAttribute(event.getName()));
            TOLD.add(name + " bound to " + event.getName() + (there ? ", there already" : ", not yet there"));
        }

        @Override
        public void valueUnbound(HttpSessionBindingEvent event) {
            TOLD.add(name + " unbound from " + event.getName());
        }

        @Override
        public void sessionWillPassivate(HttpSessionEvent event) {
            TOLD.add(name + " passivates");
        }

        @Override
        public void sessionDidActivate(HttpSessionEvent event) {
            TOLD.add(name + " activated");
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
