package io.savehandler.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.Session;
import io.savehandler.SessionEvents;
import io.savehandler.SessionOutcome;
import io.savehandler.Sessions;
import io.savehandler.memory.InMemorySessionHandlerFactory;
import io.savehandler.php.PhpValue;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Attributes over several requests and versions of an application. */
class StoredAttributesTest {
    private final List<String> unreadable = new CopyOnWriteArrayList<>();
    private final Sessions sessions = Sessions.builder(InMemorySessionHandlerFactory.create())
            .events(new SessionEvents() {
                @Override
                public void valueUnreadable(String kind) {
                    unreadable.add(kind);
                }
            })
            .build();
    private final Browser browser = new Browser();

    private HttpSessionFilter filter(AttributeCodec... codecs) {
        return HttpSessionFilter.builder(sessions).codecs(codecs).build();
    }

    private static Page putting(String name, Object value) {
        return (request, response) -> {
            request.getSession().setAttribute(name, value);
            response.getWriter().print(request.getSession().getId());
        };
    }

    private static final Page SHOWING = (request, response) -> {
        HttpSession session = request.getSession();
        List<String> shown = new ArrayList<>();
        for (String name : Collections.list(session.getAttributeNames())) {
            shown.add(name + "=" + session.getAttribute(name));
        }
        response.getWriter().print(shown);
    };

    @Test
    void phpSeesPlainValuesAndJavaItsOwnTypes() throws Exception {
        try (RunningTomcat node = RunningTomcat.with(filter())
                .page("/put", putting("cart", List.of(1, 2)))
                .page("/add", (request, response) -> {
                    @SuppressWarnings("unchecked")
                    List<Integer> cart = (List<Integer>) request.getSession().getAttribute("cart");
                    int sum = cart.stream().mapToInt(Integer::intValue).sum();
                    response.getWriter().print(sum);
                })
                .start()) {
            String id = browser.get(node.uri("/put")).body();
            try (Session session = sessions.start(id)) {
                assertThat(session.keys()).containsExactly("cart");
                session.put("cart", List.of(1, 2, 3));
            }
            assertThat(browser.get(node.uri("/add")).body()).isEqualTo("6");
        }
    }

    @Test
    void anObjectChangedInPlaceIsStored() throws Exception {
        try (RunningTomcat node = RunningTomcat.with(filter(AttributeCodecs.ofBean("profile", Profile.class)))
                .page("/put", (request, response) -> {
                    Profile profile = new Profile();
                    request.getSession().setAttribute("profile", profile);
                    request.getSession().setAttribute("list", new ArrayList<>(List.of("a")));
                    profile.setAge(1);
                })
                .page("/change", (request, response) -> {
                    Profile profile = (Profile) request.getSession().getAttribute("profile");
                    profile.setAge(profile.getAge() + 1);
                    @SuppressWarnings("unchecked")
                    List<String> list = (List<String>) request.getSession().getAttribute("list");
                    list.add("b");
                    response.getWriter().print(profile.getAge() + " " + list);
                })
                .start()) {
            browser.get(node.uri("/put"));
            assertThat(browser.get(node.uri("/change")).body()).isEqualTo("2 [a, b]");
            assertThat(browser.get(node.uri("/change")).body()).isEqualTo("3 [a, b, b]");
        }
    }

    @Test
    void whatOnlyWasReadIsNotWritten() throws Exception {
        List<String> outcomes = new CopyOnWriteArrayList<>();
        Sessions watched = Sessions.builder(InMemorySessionHandlerFactory.create())
                .events(new SessionEvents() {
                    @Override
                    public void ended(SessionOutcome outcome, int bytes, Duration duration) {
                        outcomes.add(outcome.name());
                    }
                })
                .build();
        try (RunningTomcat node = RunningTomcat.with(HttpSessionFilter.of(watched))
                .page("/put", putting("cart", List.of(Map.of("n", 1), "x")))
                .page("/show", SHOWING)
                .start()) {
            browser.get(node.uri("/put"));
            assertThat(browser.get(node.uri("/show")).body()).isEqualTo("[cart=[{n=1}, x]]");
            assertThat(outcomes).containsExactly("SAVED", "TOUCHED");
        }
    }

    @Test
    void anAttributeWithoutItsCodecReadsAsNullAndStays() throws Exception {
        Cart cart = new Cart(List.of(), Map.of(), null, Cart.Step.PAYING, true);
        AttributeCodec codec = AttributeCodecs.ofRecord("cart", Cart.class);
        try (RunningTomcat older = RunningTomcat.with(filter(codec))
                        .page("/put", (request, response) -> {
                            request.getSession().setAttribute("user", "ada");
                            request.getSession().setAttribute("cart", cart);
                        })
                        .page("/show", SHOWING)
                        .start();
                RunningTomcat newer = RunningTomcat.with(filter())
                        .page("/show", SHOWING)
                        .page("/put", putting("other", 1))
                        .start()) {
            browser.get(older.uri("/put"));
            assertThat(browser.get(newer.uri("/show")).body()).isEqualTo("[user=ada, cart=null]");
            assertThat(unreadable).containsExactly("cart");
            browser.get(newer.uri("/put"));
            assertThat(browser.get(older.uri("/show")).body()).isEqualTo("[user=ada, cart=" + cart + ", other=1]");
        }
    }

    @Test
    void anAttributeThatItsCodecCannotReadStaysToo() throws Exception {
        try (RunningTomcat node = RunningTomcat.with(filter(AttributeCodecs.ofEnum("step", Cart.Step.class)))
                .page("/put", putting("step", Cart.Step.PAYING))
                .page("/show", SHOWING)
                .start()) {
            String id = browser.get(node.uri("/put")).body();
            sessions.<PhpValue>run(id, session -> session.update("step", step -> PhpValue.of("SHIPPING")));
            assertThat(browser.get(node.uri("/show")).body()).isEqualTo("[step=null]");
            assertThat(unreadable).containsExactly("step");
            assertThat(sessions.<String>run(id, session -> session.get("step").asString()))
                    .isEqualTo("SHIPPING");
        }
    }

    @Test
    void anUnstorableAttributeIsRefusedAtOnceAndNothingElseIsLost() throws Exception {
        try (RunningTomcat node = RunningTomcat.with(filter())
                .page("/put", (request, response) -> {
                    HttpSession session = request.getSession();
                    session.setAttribute("user", "ada");
                    assertThatThrownBy(() -> session.setAttribute("thread", Thread.currentThread()))
                            .isInstanceOf(IllegalArgumentException.class)
                            .hasMessageContaining("\"thread\"")
                            .hasMessageContaining("attribute-not-storable");
                    assertThatThrownBy(() -> session.setAttribute("a|b", "x"))
                            .isInstanceOf(IllegalArgumentException.class);
                })
                .page("/show", SHOWING)
                .start()) {
            assertThat(browser.get(node.uri("/put")).statusCode()).isEqualTo(200);
            assertThat(browser.get(node.uri("/show")).body()).isEqualTo("[user=ada]");
        }
    }

    @Test
    void aKindIsForgottenWithItsAttribute() throws Exception {
        try (RunningTomcat node = RunningTomcat.with(filter())
                .page("/put", putting("n", 1))
                .page("/replace", putting("n", "text"))
                .page("/remove", (request, response) -> request.getSession().setAttribute("n", null))
                .start()) {
            String id = browser.get(node.uri("/put")).body();
            assertThat(kinds(id)).isEqualTo(PhpValue.of(Map.of("n", "int")));
            browser.get(node.uri("/replace"));
            assertThat(kinds(id).isNull()).isTrue();
            browser.get(node.uri("/put"));
            browser.get(node.uri("/remove"));
            assertThat(kinds(id).isNull()).isTrue();
        }
    }

    private PhpValue kinds(String id) {
        return sessions.<PhpValue>run(id, session -> session.fact("types"));
    }
}
