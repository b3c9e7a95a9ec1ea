package io.savehandler.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.SessionEvents;
import io.savehandler.SessionOutcome;
import io.savehandler.Sessions;
import io.savehandler.memory.InMemorySessionHandlerFactory;
import io.savehandler.memory.InMemorySessionStore;
import io.savehandler.servlet.AttributeCodecs;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two Jetty nodes without memory of their own on one store. */
@Tag("once")
class TwoJettyNodesTest {
    private static final Logger LOGGER = Logger.getLogger("io.savehandler");

    private static final int TIMEOUT = 60;

    private final InMemorySessionStore store = new InMemorySessionStore();
    private final Queue<SessionOutcome> outcomes = new ConcurrentLinkedQueue<>();
    private final AtomicInteger overwritten = new AtomicInteger();
    private final Queue<String> unreadable = new ConcurrentLinkedQueue<>();
    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final CyclicBarrier meeting = new CyclicBarrier(2);
    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(cookies).build();

    @SuppressWarnings("NullAway.Init") // before each test
    private JettyNode one;

    @SuppressWarnings("NullAway.Init") // before each test
    private JettyNode other;

    private record Cart(String item) {}

    @BeforeEach
    void start() throws Exception {
        LOGGER.setUseParentHandlers(false);
        one = JettyNode.start(factory(true), this::answer);
        other = JettyNode.start(factory(false), this::answer);
    }

    @AfterEach
    void stop() throws Exception {
        LOGGER.setUseParentHandlers(true);
        one.close();
        other.close();
    }

    private SavehandlerDataStoreFactory factory(boolean knowsCarts) {
        SavehandlerDataStoreFactoryBuilder builder = SavehandlerDataStoreFactory.builder(
                        InMemorySessionHandlerFactory.builder().store(store).build())
                .events(new SessionEvents() {
                    @Override
                    public void overwritten(int keys) {
                        overwritten.addAndGet(keys);
                    }

                    @Override
                    public void valueUnreadable(String kind) {
                        unreadable.add(kind);
                    }

                    @Override
                    public void ended(SessionOutcome outcome, int bytes, Duration duration) {
                        outcomes.add(outcome);
                    }
                });
        return knowsCarts
                ? builder.codecs(AttributeCodecs.ofRecord("cart", Cart.class)).build()
                : builder.build();
    }

    private void answer(HttpServletRequest request, HttpServletResponse response)
            throws IOException, InterruptedException {
        HttpSession session = request.getSession();
        switch (request.getPathInfo()) {
            case "/start" -> session.setAttribute("counter", 0);
            case "/add" -> session.setAttribute("n" + request.getParameter("n"), "x");
            case "/count" -> {
                Integer counter = (Integer) session.getAttribute("counter");
                session.setAttribute("counter", counter + 1);
                response.getWriter().print(counter + 1);
            }
            case "/meet" -> {
                Integer counter = (Integer) session.getAttribute("counter");
                meet();
                session.setAttribute("counter", counter + 1);
            }
            case "/wait" -> {
                session.setAttribute("late", "x");
                inside.countDown();
                goOn.await(TIMEOUT, TimeUnit.SECONDS);
            }
            case "/end" -> session.invalidate();
            case "/renew" -> request.changeSessionId();
            case "/cart" -> session.setAttribute("cart", new Cart("book"));
            case "/item" -> response.getWriter().print(session.getAttribute("cart"));
            case "/stream" -> session.setAttribute("stream", System.in);
            case "/names" -> response.getWriter().print(new TreeSet<>(Collections.list(session.getAttributeNames())));
            default -> response.sendError(404);
        }
    }

    private void meet() throws InterruptedException {
        try {
            meeting.await(TIMEOUT, TimeUnit.SECONDS);
        } catch (BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> get(JettyNode node, String path) throws IOException, InterruptedException {
        return client.send(request(node, path), HttpResponse.BodyHandlers.ofString());
    }

    private CompletableFuture<HttpResponse<String>> begin(JettyNode node, String path) {
        return client.sendAsync(request(node, path), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest request(JettyNode node, String path) {
        return HttpRequest.newBuilder(URI.create(node.uri(path)))
                .timeout(Duration.ofSeconds(150))
                .build();
    }

    private void allAt(int requests, String path) throws Exception {
        List<CompletableFuture<HttpResponse<String>>> pending = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            pending.add(begin(i % 2 == 0 ? one : other, path + i));
        }
        for (CompletableFuture<HttpResponse<String>> response : pending) {
            assertThat(response.get(150, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void eachNodeSeesWhatTheOtherHasStored() throws Exception {
        get(one, "/start");
        for (int i = 1; i <= 6; i++) {
            assertThat(get(i % 2 == 0 ? one : other, "/count").body()).isEqualTo(Integer.toString(i));
        }
    }

    @Test
    void noAttributeIsLost() throws Exception {
        addAttributes(60);
    }

    @Test
    @Tag("long")
    void noneOfAThousandAttributesIsLost() throws Exception {
        addAttributes(1000);
    }

    private void addAttributes(int requests) throws Exception {
        get(one, "/start");
        allAt(requests, "/add?n=");
        assertThat(get(other, "/names").body().split(",")).hasSize(requests + 1);
        assertThat(overwritten).hasValue(0);
    }

    @Test
    void anIncrementThatGetsLostIsTold() throws Exception {
        get(one, "/start");
        CompletableFuture<HttpResponse<String>> first = begin(one, "/meet");
        CompletableFuture<HttpResponse<String>> second = begin(other, "/meet");
        assertThat(first.get(TIMEOUT, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        assertThat(second.get(TIMEOUT, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        assertThat(get(one, "/count").body()).isIn("2", "3");
        int counted = Integer.parseInt(get(other, "/count").body()) - 2;
        assertThat(counted + overwritten.get()).isEqualTo(2);
    }

    @Test
    @Tag("long")
    void ofAThousandIncrementsEveryLostOneIsTold() throws Exception {
        get(one, "/start");
        allAt(1000, "/count?n=");
        int counted = Integer.parseInt(get(one, "/count").body()) - 1;
        assertThat(counted).isLessThanOrEqualTo(1000);
        assertThat(overwritten.get() > 0).isEqualTo(counted < 1000);
    }

    @Test
    void whatWasInvalidatedElsewhereDoesNotComeBack() throws Exception {
        get(one, "/start");
        CompletableFuture<HttpResponse<String>> slow = begin(one, "/wait");
        assertThat(inside.await(TIMEOUT, TimeUnit.SECONDS)).isTrue();
        get(other, "/end");
        goOn.countDown();
        slow.get(TIMEOUT, TimeUnit.SECONDS);
        assertThat(outcomes).contains(SessionOutcome.DROPPED);
        try (Sessions door = Sessions.builder(
                        InMemorySessionHandlerFactory.builder().store(store).build())
                .build()) {
            assertThat(door.ids()).isEmpty();
        }
        assertThat(get(one, "/names").body()).isEqualTo("[]");
    }

    @Test
    void anAttributeWhoseClassIsGoneStaysThroughChangesAndANewId() throws Exception {
        get(one, "/start");
        get(one, "/cart");
        assertThat(get(other, "/item").body()).isEqualTo("null");
        assertThat(unreadable).contains("cart");
        get(other, "/add?n=1");
        String before = cookies.getCookieStore().getCookies().toString();
        get(other, "/renew");
        assertThat(cookies.getCookieStore().getCookies().toString()).isNotEqualTo(before);
        assertThat(get(one, "/item").body()).isEqualTo("Cart[item=book]");
        assertThat(get(one, "/names").body()).isEqualTo("[cart, counter, n1]");
    }

    @Test
    void whatCannotBeStoredFailsWhereItIsSet() throws Exception {
        get(one, "/start");
        assertThat(get(one, "/stream").statusCode()).isEqualTo(500);
        assertThat(get(other, "/names").body()).isEqualTo("[counter]");
    }

    @Test
    void anotherApplicationsSessionIsOutOfReach() {
        StoreKeys shop = new StoreKeys("_shop", "0.0.0.0");
        StoreKeys root = new StoreKeys("", "0.0.0.0");
        assertThat(root.of(shop.of("abc"))).isNotEqualTo(shop.of("abc"));
        assertThat(root.idOf(shop.of("abc"))).isEmpty();
        assertThat(shop.idOf(shop.of("abc"))).contains("abc");
    }
}
