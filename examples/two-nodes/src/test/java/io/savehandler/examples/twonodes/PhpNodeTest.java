package io.savehandler.examples.twonodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.SessionConfig;
import io.savehandler.servers.RequiresPhp;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Java and real PHP on one directory. */
@RequiresPhp
class PhpNodeTest {
    private final Visitor visitor = new Visitor();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path sessions;

    @ParameterizedTest
    @ValueSource(strings = {"php", "php_binary", "php_serialize"})
    void oneSessionInTwoLanguages(String format) throws IOException {
        try (Demo demo = start("--set", "session.serialize_handler=" + format)) {
            NodeAddress java = demo.addresses().get(0);
            NodeAddress php = demo.addresses().get(2);

            String fromPhp = visitor.json(php);
            String fromJava = visitor.json(java);
            assertThat(fromJava)
                    .isEqualTo(fromPhp.replace("\"visits\":1", "\"visits\":2")
                            .replace("\"node\":\"php\"", "\"node\":\"node-1\"")
                            .replaceFirst("\"now\":\\d+", "\"now\":" + Visitor.member(fromJava, "now")));

            visitor.put(php, "from", "PHP é");
            visitor.put(java, "to", "Java ü");
            assertThat(samePages(java, php)).contains("PHP é", "Java ü");

            visitor.post(php, "remove", "key=to");
            visitor.post(java, "remove", "key=from");
            assertThat(samePages(java, php)).doesNotContain("PHP é", "Java ü");
        }
    }

    @Test
    void eachTakesUpTheIdThatTheOtherRegenerated() throws IOException {
        try (Demo demo = start()) {
            NodeAddress java = demo.addresses().get(1);
            NodeAddress php = demo.addresses().get(2);
            List<String> ids = new ArrayList<>();
            visitor.json(java);
            for (NodeAddress node : List.of(php, java)) {
                ids.add(visitor.id());
                assertThat(visitor.post(node, "regenerate", "").statusCode()).isEqualTo(303);
            }
            assertThat(visitor.visits(php)).isEqualTo(2);
            assertThat(visitor.visits(java)).isEqualTo(3);
            assertThat(ids).doesNotContain(visitor.id()).doesNotHaveDuplicates();

            assertThat(visitor.post(php, "destroy", "").statusCode()).isEqualTo(303);
            assertThat(visitor.visits(java)).isEqualTo(1);
            assertThat(visitor.post(java, "destroy", "").statusCode()).isEqualTo(303);
            assertThat(visitor.visits(php)).isEqualTo(1);
            assertThat(fileNames()).containsExactly("sess_" + visitor.id());
        }
    }

    @Test
    void parallelVisitsInBothLanguagesAreAllCounted() throws IOException {
        try (Demo demo = start()) {
            visitor.json(demo.addresses().get(0));
            List<CompletableFuture<String>> visits = demo.addresses().stream()
                    .flatMap(node -> IntStream.range(0, 20)
                            .mapToObj(i -> CompletableFuture.supplyAsync(() -> visitor.json(node))))
                    .toList();

            assertThat(visits)
                    .extracting(visit -> Visitor.member(visit.join(), "visits"))
                    .doesNotHaveDuplicates();
            assertThat(visitor.visits(demo.addresses().get(2))).isEqualTo(62);
        }
    }

    @Test
    void phpIsGivenTheSettingsOfTheJavaNodes() throws IOException {
        try (Demo demo = start(
                "--set=session.name=SID",
                "--set=session.gc_maxlifetime=99",
                "--set=session.sid_length=48",
                "--set=session.sid_bits_per_character=6",
                "--set=session.cookie_path=/a b",
                "--set=session.cookie_lifetime=60",
                "--set=session.cookie_samesite=Strict",
                "--set=session.cache_limiter=private",
                "--set=session.cache_expire=7")) {
            HttpResponse<String> php = visitor.get(demo.addresses().get(2), "session.json");
            HttpResponse<String> java = new Visitor().get(demo.addresses().get(0), "session.json");

            assertThat(php.body()).contains("\"ttl_seconds\":99");
            assertThat(Visitor.member(php.body(), "id")).hasSize(48);
            assertThat(cookie(php)).contains("; Max-Age=60; path=/a b; HttpOnly; SameSite=Strict");
            assertThat(attributes(cookie(java))).isEqualTo(attributes(cookie(php)));
            for (String header : List.of("Expires", "Cache-Control", "Pragma")) {
                assertThat(java.headers().allValues(header))
                        .filteredOn(value -> !value.contains("max-age"))
                        .isEqualTo(php.headers().allValues(header).stream()
                                .filter(value -> !value.contains("max-age"))
                                .toList());
            }
            assertThat(java.headers().allValues("Cache-Control"))
                    .isEqualTo(php.headers().allValues("Cache-Control"));
        }
    }

    @Test
    void phpRefusesWhatJavaRefuses() throws IOException {
        try (Demo demo = start()) {
            for (NodeAddress node :
                    List.of(demo.addresses().get(0), demo.addresses().get(2))) {
                assertThat(visitor.put(node, "a|b", "1").statusCode()).isEqualTo(400);
                assertThat(visitor.put(node, "5", "1").statusCode()).isEqualTo(400);
                assertThat(visitor.put(node, "", "1").statusCode()).isEqualTo(400);
                assertThat(visitor.get(node, "favicon.ico").statusCode()).isEqualTo(404);
                assertThat(visitor.get(node, "destroy").statusCode()).isEqualTo(405);
                assertThat(visitor.post(node, "", "").statusCode()).isEqualTo(405);
                assertThat(visitor.send(Visitor.request(node, "destroy")
                                        .header("Origin", "https://evil.example")
                                        .POST(BodyPublishers.noBody())
                                        .build())
                                .statusCode())
                        .isEqualTo(403);
            }
            assertThat(visitor.visits(demo.addresses().get(2))).isEqualTo(1);
        }
    }

    @Test
    void phpMustHaveTheSaveHandler() {
        SessionConfig config = SessionConfig.builder().saveHandler("nonesuch").build();
        PhpCheck check = new PhpCheck(new PhpSettings(DemoOptions.parse(), config));

        assertThatThrownBy(check::requireSaveHandler)
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("save handler nonesuch");
    }

    /** Two views one after the other, alike but for what must differ. */
    private String samePages(NodeAddress java, NodeAddress php) {
        String fromJava = alike(visitor.get(java, "").body(), java);
        String fromPhp = alike(visitor.get(php, "").body(), php);
        assertThat(fromPhp).isEqualTo(fromJava);
        return fromJava;
    }

    private static String alike(String page, NodeAddress node) {
        return page.replaceAll(
                        "(<title>|id=\"visits\">|<code>visits</code>.{30,60}<code>|visits[^0-9<]{0,9}i:)\\d+", "$1N")
                .replaceAll("id=\"now\">[^<]*", "id=\"now\">NOW")
                .replaceAll("(Java|PHP) [0-9.]+\\)", "LANGUAGE)")
                .replace(" class=\"here\"", " class=\"\"")
                .replace("answered by " + node.name(), "answered by NODE")
                .replace("id=\"node\">" + node.name(), "id=\"node\">NODE");
    }

    private static String cookie(HttpResponse<String> response) {
        assertThat(response.headers().allValues("Set-Cookie")).hasSize(1);
        return response.headers().allValues("Set-Cookie").get(0);
    }

    /** A cookie without its value, its seconds and minutes. */
    private static String attributes(String cookie) {
        return cookie.replaceAll("^SID=[^;]*", "SID").replaceAll(":\\d\\d:\\d\\d GMT", " GMT");
    }

    private Demo start(String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("--port", "0", "--php", "--save-path", sessions.toString()));
        arguments.addAll(List.of(more));
        Demo demo = new Demo(DemoOptions.parse(arguments.toArray(String[]::new)));
        try {
            demo.start();
            return demo;
        } catch (IOException | RuntimeException e) {
            demo.close();
            throw e;
        }
    }

    private List<String> fileNames() throws IOException {
        try (Stream<Path> files = Files.list(sessions)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
