package io.savehandler.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.Concurrency;
import io.savehandler.Session;
import io.savehandler.Sessions;
import jakarta.servlet.http.HttpSessionAttributeListener;
import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionIdListener;
import jakarta.servlet.http.HttpSessionListener;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.util.ServerInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tomcat's own sessions, shared by two nodes, neither of which keeps any. */
@Tag("once")
class SavehandlerSessionsTest {
    private static final int TIMEOUT = 60;

    private final CounterPages pages = new CounterPages();

    private TwoTomcats nodes(Concurrency concurrency) throws Exception {
        return new TwoTomcats(concurrency, pages::addTo);
    }

    @Test
    void theTomcatIsTheOneThatIsMeant() {
        String major = System.getProperty("savehandler.tomcat", "10");
        assertThat(ServerInfo.getServerNumber()).startsWith(major + ".");
    }

    @Test
    void eachWayToAnswerIsSeenByTheOtherNode() throws Exception {
        try (TwoTomcats nodes = nodes(Concurrency.LOCK)) {
            Visitor visitor = nodes.visitor();
            assertThat(visitor.visit("/count")).isEqualTo("1");
            assertThat(visitor.visit("/forward")).isEqualTo("2");
            assertThat(visitor.visit("/include")).isEqualTo("3");
            assertThat(visitor.visit("/async")).isEqualTo("4");
            assertThat(visitor.visit("/dispatch")).isEqualTo("6");
            assertThat(visitor.visit("/flush")).isEqualTo("7");
            assertThat(visitor.get("/redirect").statusCode()).isEqualTo(302);
            assertThat(visitor.visit("/look/counter")).isEqualTo("8");
            assertThat(visitor.get("/fail").statusCode()).isEqualTo(500);
            assertThat(visitor.visit("/look/counter")).isEqualTo("9");
            assertThat(visitor.visit("/valid")).isEqualTo("true true");
        }
    }

    @Test
    void whatIsSavedBeforeTheResponseIsThereBeforeTheNextRequestUnlockedToo() throws Exception {
        try (TwoTomcats nodes = nodes(Concurrency.MERGE)) {
            Visitor visitor = nodes.visitor();
            for (int i = 1; i <= 6; i++) {
                assertThat(visitor.visit("/flush")).isEqualTo(Integer.toString(i));
                assertThat(visitor.visit("/look/counter")).isEqualTo(Integer.toString(i));
                assertThat(visitor.visit("/names")).isEqualTo("[counter]");
            }
        }
    }

    @Test
    void aPlantedIdIsReplacedAndNothingIsStoredForAVisitorWhoAsksForNoSession() throws Exception {
        try (TwoTomcats nodes = nodes(Concurrency.LOCK);
                Sessions door = nodes.sessions()) {
            String planted = "0123456789ABCDEF0123456789ABCDEF";
            HttpResponse<String> response = nodes.visitor().get("/valid", "Cookie", "JSESSIONID=" + planted);
            assertThat(response.body()).isEqualTo("false false");
            assertThat(door.ids()).isEmpty();
            response = nodes.visitor().get("/count", "Cookie", "JSESSIONID=" + planted);
            assertThat(response.headers().firstValue("Set-Cookie").orElseThrow())
                    .contains("JSESSIONID=", "HttpOnly")
                    .doesNotContain(planted);
        }
    }

    @Test
    void anInvalidatedSessionIsGoneEverywhereAndARequestThatStillRunsDoesNotReviveIt() throws Exception {
        try (TwoTomcats nodes = nodes(Concurrency.MERGE);
                Sessions door = nodes.sessions()) {
            Visitor visitor = nodes.visitor();
            visitor.visit("/count");
            CompletableFuture<HttpResponse<String>> slow = visitor.begin("/wait");
            assertThat(pages.inside.await(TIMEOUT, TimeUnit.SECONDS)).isTrue();
            visitor.visit("/end");
            pages.goOn.countDown();
            assertThat(slow.get(TIMEOUT, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
            assertThat(door.ids()).isEmpty();
            assertThat(visitor.visit("/valid")).isEqualTo("false false");
            assertThat(visitor.visit("/count")).isEqualTo("1");
            assertThat(visitor.visit("/again")).isEqualTo("1");
            assertThat(visitor.visit("/count")).isEqualTo("2");
        }
    }

    @Test
    void aChangedIdIsTheCookiesAndTheOldOneIsWorthNothing() throws Exception {
        try (TwoTomcats nodes = nodes(Concurrency.LOCK)) {
            Visitor visitor = nodes.visitor();
            visitor.visit("/count");
            String before = visitor.cookie();
            visitor.visit("/renew");
            assertThat(visitor.cookie()).isNotEmpty().isNotEqualTo(before);
            assertThat(visitor.visit("/count")).isEqualTo("2");
            assertThat(nodes.visitor()
                            .get("/valid", "Cookie", "JSESSIONID=" + before)
                            .body())
                    .isEqualTo("false false");
        }
    }

    @Test
    void aSessionThatHasRestedForTooLongEndsForItsVisitorAndTheListeners() throws Exception {
        Told told = new Told();
        try (TwoTomcats nodes = new TwoTomcats(Concurrency.LOCK, pages::addTo, told)) {
            Visitor visitor = nodes.visitor();
            visitor.visit("/count");
            visitor.visit("/rest");
            nodes.clock.advance(Duration.ofSeconds(9));
            assertThat(visitor.visit("/count")).isEqualTo("2");
            nodes.clock.advance(Duration.ofMinutes(1));
            assertThat(visitor.visit("/valid")).isEqualTo("false false");
            assertThat(told.events).contains("created", "destroyed");
            assertThat(visitor.visit("/count")).isEqualTo("1");
            nodes.clock.advance(Duration.ofHours(1));
            assertThat(visitor.visit("/count")).isEqualTo("1");
        }
    }

    @Test
    void theApplicationsListenersAreTold() throws Exception {
        Told told = new Told();
        try (TwoTomcats nodes = new TwoTomcats(Concurrency.LOCK, pages::addTo, told)) {
            Visitor visitor = nodes.visitor();
            visitor.visit("/count");
            visitor.visit("/count");
            visitor.visit("/renew");
            visitor.visit("/end");
        }
        assertThat(told.events)
                .containsExactly("created", "added counter", "replaced counter", "id", "destroyed", "removed counter");
    }

    private static final class Told
            implements HttpSessionListener, HttpSessionAttributeListener, HttpSessionIdListener {
        final Queue<String> events = new ConcurrentLinkedQueue<>();

        @Override
        public void sessionCreated(HttpSessionEvent event) {
            events.add("created");
        }

        @Override
        public void sessionDestroyed(HttpSessionEvent event) {
            events.add("destroyed");
        }

        @Override
        public void sessionIdChanged(HttpSessionEvent event, String oldId) {
            events.add(event.getSession().getId().equals(oldId) ? "the same id" : "id");
        }

        @Override
        public void attributeAdded(HttpSessionBindingEvent event) {
            events.add("added " + event.getName());
        }

        @Override
        public void attributeReplaced(HttpSessionBindingEvent event) {
            events.add("replaced " + event.getName());
        }

        @Override
        public void attributeRemoved(HttpSessionBindingEvent event) {
            events.add("removed " + event.getName());
        }
    }

    @Test
    void requestsThatOnlyReadWaitForNobody() throws Exception {
        try (TwoTomcats nodes = nodes(Concurrency.LOCK);
                Sessions door = nodes.sessions()) {
            Visitor visitor = nodes.visitor();
            visitor.visit("/count");
            try (Session held = door.start(visitor.cookie())) {
                held.put("counter", 7);
                assertThat(visitor.visit("/look/counter")).isEqualTo("1");
            }
            assertThat(visitor.visit("/look/counter")).isEqualTo("7");
        }
    }

    @Test
    void noIncrementIsLostUnderTheLock() throws Exception {
        incrementUnderTheLock(60);
    }

    @Test
    void noAttributeIsLostWhereChangesAreMerged() throws Exception {
        addAttributesMerged(60);
    }

    @Test
    @Tag("long")
    void noneOfAThousandIncrementsIsLostUnderTheLock() throws Exception {
        incrementUnderTheLock(1000);
    }

    @Test
    @Tag("long")
    void noneOfAThousandAttributesIsLostWhereChangesAreMerged() throws Exception {
        addAttributesMerged(1000);
    }

    private void incrementUnderTheLock(int requests) throws Exception {
        try (TwoTomcats nodes = nodes(Concurrency.LOCK)) {
            Visitor visitor = nodes.visitor();
            visitor.visit("/count");
            assertThat(visitor.all(requests, "/count?n=")).isEqualTo(statuses(requests));
            assertThat(visitor.visit("/look/counter")).isEqualTo(Integer.toString(requests + 1));
        }
    }

    private void addAttributesMerged(int requests) throws Exception {
        try (TwoTomcats nodes = nodes(Concurrency.MERGE)) {
            Visitor visitor = nodes.visitor();
            visitor.visit("/count");
            assertThat(visitor.all(requests, "/add?n=")).isEqualTo(statuses(requests));
            assertThat(visitor.visit("/names").split(",")).hasSize(requests + 1);
        }
    }

    private static List<Integer> statuses(int requests) {
        return Collections.nCopies(requests, 200);
    }
}
