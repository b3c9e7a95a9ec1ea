package io.savehandler.springtests;

import static io.savehandler.springtests.NotesVisitor.location;
import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.Concurrency;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.Sessions;
import io.savehandler.memory.InMemorySessionHandlerFactory;
import io.savehandler.memory.InMemorySessionStore;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What users of {@link NotesApplication} do on two nodes that share a store. Both nodes stay up for all tests, so every test
 * has users of its own browsers.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class LogInScenario {
    private final InMemorySessionStore store = new InMemorySessionStore();
    private final Map<String, String> properties = new HashMap<>();
    private final List<BootNode> nodes = new ArrayList<>();

    /**
     * For subclasses.
     *
     * @param springSession whether sessions go through Spring Session
     */
    protected LogInScenario(boolean springSession) {
        this(springSession, Map.of());
    }

    /**
     * For subclasses.
     *
     * @param springSession whether sessions go through Spring Session
     * @param further further properties
     */
    protected LogInScenario(boolean springSession, Map<String, String> further) {
        properties.putAll(further);
        properties.put("savehandler.spring-session.enabled", Boolean.toString(springSession));
        properties.put("savehandler.concurrency", "merge");
        properties.put("management.endpoints.web.exposure.include", "health,metrics");
        properties.put("management.endpoint.health.show-details", "always");
    }

    @BeforeAll
    final void startNodes() {
        for (int i = 0; i < 2; i++) {
            nodes.add(BootNode.start(
                    NotesApplication.class,
                    properties,
                    context -> context.registerBean(
                            SessionHandlerFactory.class,
                            () -> InMemorySessionHandlerFactory.builder()
                                    .store(store)
                                    .build())));
        }
    }

    @AfterAll
    final void stopNodes() {
        nodes.forEach(BootNode::close);
    }

    /** The first of the two nodes. */
    protected final BootNode node() {
        return nodes.get(0);
    }

    @Test
    final void aLogInLeadsBackToWhereItInterruptedAndHoldsOnBothNodes() throws Exception {
        NotesVisitor ada = new NotesVisitor(nodes);
        assertThat(location(ada.get("/me"))).isEqualTo("/login");
        NotesVisitor before = ada.imposter();
        String anonymous = ada.id();
        HttpResponse<String> loggedIn = ada.logIn("ada", "lovelace");
        assertThat(location(loggedIn)).startsWith("/me");
        assertThat(ada.id()).isNotEmpty().isNotEqualTo(anonymous);
        assertThat(ada.get("/me").body()).isEqualTo("ada");
        assertThat(ada.get("/me").body()).isEqualTo("ada");
        assertThat(location(before.get("/me")))
                .as("the old id is worth nothing")
                .isEqualTo("/login");
    }

    @Test
    final void aFailedLogInIsShownAndLeavesNobodyLoggedIn() throws Exception {
        NotesVisitor mallory = new NotesVisitor(nodes);
        assertThat(location(mallory.logIn("ada", "guess"))).isEqualTo("/login?error");
        assertThat(mallory.get("/login?error").body()).contains("Invalid credentials");
        assertThat(mallory.get("/open/failure").body()).isEqualTo("Bad credentials ada null");
        assertThat(location(mallory.get("/me"))).isEqualTo("/login");
    }

    @Test
    final void whatWasNotedOnOneNodeIsThereOnTheOtherUntilTheLogOut() throws Exception {
        NotesVisitor ada = new NotesVisitor(nodes);
        ada.logIn("ada", "lovelace");
        assertThat(ada.get("/note?text=one").body()).isEqualTo("[one]");
        assertThat(ada.get("/note?text=two").body()).isEqualTo("[one, two]");
        assertThat(ada.get("/note?text=three").body()).isEqualTo("[one, two, three]");
        NotesVisitor late = ada.imposter();
        ada.logOut();
        assertThat(location(late.get("/note?text=four"))).isEqualTo("/login");
    }

    @Test
    final void flashAttributesReachTheNextRequestOnTheOtherNode() throws Exception {
        NotesVisitor ada = new NotesVisitor(nodes);
        ada.logIn("ada", "lovelace");
        HttpResponse<String> asked = ada.get("/ask");
        assertThat(ada.get(location(asked)).body()).isEqualTo("forty-two");
        assertThat(ada.get("/answer").body()).isEqualTo("null");
    }

    @Test
    final void aUsersSessionsAreFoundAndEndedEverywhere() throws Exception {
        NotesVisitor phone = new NotesVisitor(nodes);
        NotesVisitor desk = new NotesVisitor(nodes);
        phone.logIn("grace", "hopper");
        desk.logIn("grace", "hopper");
        Sessions sessions = node().bean(Sessions.class);
        assertThat(sessions.idsOf("grace")).containsExactlyInAnyOrder(phone.id(), desk.id());
        assertThat(sessions.destroyAllOf("grace", desk.id())).isEqualTo(1);
        assertThat(location(phone.get("/me"))).isEqualTo("/login");
        assertThat(desk.get("/me").body()).isEqualTo("grace");
        sessions.destroyAllOf("grace");
        assertThat(location(desk.get("/me"))).isEqualTo("/login");
    }

    @Test
    final void anAttributeThatNothingStoresIsRefusedWhereItIsSet() throws Exception {
        assertThat(new NotesVisitor(nodes).get("/open/refused").body()).isEqualTo("refused");
    }

    @Test
    final void aPlantedIdIsReplaced() throws Exception {
        NotesVisitor victim = new NotesVisitor(nodes);
        victim.get("/open/attribute?n=1");
        String planted = victim.id();
        node().bean(Sessions.class)
                .resume(planted, Concurrency.LOCK)
                .orElseThrow()
                .destroy();
        victim.get("/open/attribute?n=2");
        assertThat(victim.id()).isNotEqualTo(planted);
    }

    @Test
    final void noneOfFortyParallelAttributesIsLost() throws Exception {
        addInParallel(40);
    }

    @Test
    @Tag("long")
    final void noneOfAThousandParallelAttributesIsLost() throws Exception {
        addInParallel(1000);
    }

    private void addInParallel(int requests) throws Exception {
        NotesVisitor visitor = new NotesVisitor(nodes);
        visitor.get("/open/attribute?n=0");
        List<CompletableFuture<Integer>> pending = new ArrayList<>();
        for (int i = 1; i < requests; i++) {
            pending.add(visitor.begin("/open/attribute?n=" + i));
        }
        for (CompletableFuture<Integer> status : pending) {
            assertThat(status.get(150, TimeUnit.SECONDS)).isEqualTo(200);
        }
        assertThat(visitor.get("/open/attributes").body()).isEqualTo(Integer.toString(requests));
    }

    @Test
    final void healthSaysThatTheStoreAnswers() throws Exception {
        String health = new NotesVisitor(nodes).get("/actuator/health").body();
        assertThat(health)
                .containsPattern("\"savehandler\":\\{[^}]*COMPARE_AND_SET")
                .doesNotContain("DOWN");
    }

    @Test
    final void metricsCountStartsAndEndsAndNameNobody() throws Exception {
        NotesVisitor ada = new NotesVisitor(nodes);
        ada.logIn("ada", "lovelace");
        ada.get("/note?text=measured");
        ada.get("/note?text=twice");
        String names =
                new NotesVisitor(nodes.subList(0, 1)).get("/actuator/metrics").body();
        assertThat(names).contains("\"savehandler.starts\"", "\"savehandler.ends\"", "\"savehandler.session.size\"");
        String starts = new NotesVisitor(nodes.subList(0, 1))
                .get("/actuator/metrics/savehandler.starts")
                .body();
        assertThat(starts).contains("\"concurrency\"", "\"found\"").doesNotContain(ada.id());
    }
}
