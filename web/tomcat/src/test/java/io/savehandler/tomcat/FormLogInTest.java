package io.savehandler.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.Concurrency;
import io.savehandler.Session;
import io.savehandler.Sessions;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.Context;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tomcat's log-in by form, every step of which comes to another node than the one before. */
@Tag("once")
class FormLogInTest {
    private static void pages(Context context) {
        RunningTomcat.askForLogIn(context);
        RunningTomcat.page(
                context,
                "/inside/order",
                (request, response) -> response.getWriter()
                        .print(request.getRemoteUser() + " " + request.isUserInRole("customer")
                                + request.isUserInRole("owner") + " " + request.getMethod() + " "
                                + request.getParameter("item") + " " + request.getAuthType()));
        RunningTomcat.page(
                context, "/open", (request, response) -> response.getWriter().print(request.getRemoteUser()));
        RunningTomcat.page(context, "/in", (request, response) -> {
            request.getSession();
            request.login("ada", "lovelace");
        });
        RunningTomcat.page(context, "/out", (request, response) -> request.logout());
    }

    @ParameterizedTest
    @EnumSource(names = {"LOCK", "MERGE"})
    void theInterruptedRequestGoesOnOnAnotherNodeAndTheVisitorStaysLoggedIn(Concurrency concurrency) throws Exception {
        try (TwoTomcats nodes = new TwoTomcats(concurrency, FormLogInTest::pages)) {
            Visitor ada = nodes.visitor();
            assertThat(ada.post("/inside/order", "item=b%C3%BCcher").body()).isEqualTo("who are you?");
            String anonymous = ada.cookie();
            HttpResponse<String> accepted = ada.post("/inside/j_security_check", "j_username=ada&j_password=lovelace");
            assertThat(accepted.statusCode()).isEqualTo(303);
            assertThat(accepted.headers().firstValue("Location").orElseThrow()).endsWith("/inside/order");
            assertThat(ada.cookie()).isNotEqualTo(anonymous);
            assertThat(ada.visit("/inside/order"))
                    .startsWith("ada truefalse POST ")
                    .endsWith("cher FORM");
            for (int i = 0; i < 4; i++) {
                assertThat(ada.visit("/inside/order?item=" + i)).isEqualTo("ada truefalse GET " + i + " FORM");
            }
            assertThat(ada.visit("/open")).isEqualTo("ada");
            assertThat(nodes.visitor().visit("/inside/order")).isEqualTo("who are you?");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"LOCK", "MERGE"})
    void aWrongPasswordIsRefusedAndALogOutCountsEverywhere(Concurrency concurrency) throws Exception {
        try (TwoTomcats nodes = new TwoTomcats(concurrency, FormLogInTest::pages)) {
            Visitor ada = nodes.visitor();
            ada.visit("/inside/order");
            assertThat(ada.post("/inside/j_security_check", "j_username=ada&j_password=byron")
                            .body())
                    .isEqualTo("refused");
            ada.visit("/in");
            assertThat(ada.visit("/inside/order")).startsWith("ada ");
            assertThat(ada.visit("/inside/order")).startsWith("ada ");
            ada.visit("/out");
            assertThat(ada.visit("/inside/order")).isEqualTo("who are you?");
            assertThat(ada.visit("/inside/order")).isEqualTo("who are you?");
        }
    }

    @Test
    void thePasswordIsNotInTheStore() throws Exception {
        try (TwoTomcats nodes = new TwoTomcats(Concurrency.LOCK, FormLogInTest::pages);
                Sessions door = nodes.sessions()) {
            Visitor ada = nodes.visitor();
            ada.visit("/inside/order");
            ada.post("/inside/j_security_check", "j_username=ada&j_password=lovelace");
            try (Session session = door.start(ada.cookie(), Concurrency.READ_ONLY)) {
                assertThat(new String(session.encode(), StandardCharsets.ISO_8859_1))
                        .contains("customer")
                        .doesNotContain("lovelace");
            }
        }
    }
}
