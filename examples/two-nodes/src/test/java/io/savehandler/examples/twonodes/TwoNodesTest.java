package io.savehandler.examples.twonodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.SessionConfigurationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two nodes on one directory, visited over HTTP. */
class TwoNodesTest {
    private final Visitor visitor = new Visitor();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path sessions;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Demo demo;

    @BeforeEach
    void start() throws IOException {
        demo = demo("--set", "savehandler.max_session_bytes=100000");
    }

    @AfterEach
    void stop() {
        demo.close();
    }

    @Test
    void theJsonHasExactlyTheFieldsThatScriptsRelyOn() {
        long before = Instant.now().getEpochSecond();
        String json = visitor.json(node(0));

        assertThat(json)
                .matches("\\{\"id\":\"[0-9a-f]{32}\",\"session_time\":\\d+,\"now\":\\d+,\"visits\":1,"
                        + "\"node\":\"node-1\",\"save_handler\":\"files\",\"ttl_seconds\":1440}");
        assertThat(Visitor.member(json, "id")).isEqualTo(visitor.id());
        assertThat(Long.parseLong(Visitor.member(json, "now")))
                .isBetween(before, Instant.now().getEpochSecond());
        assertThat(Visitor.member(json, "session_time")).isEqualTo(Visitor.member(json, "now"));
    }

    @Test
    void oneSessionOnBothNodes() {
        String first = visitor.json(node(0));
        String second = visitor.json(node(1));
        String third = visitor.json(node(0));

        assertThat(List.of(first, second, third))
                .extracting(json -> Visitor.member(json, "visits"))
                .containsExactly("1", "2", "3");
        assertThat(List.of(first, second, third))
                .extracting(json -> Visitor.member(json, "node"))
                .containsExactly("node-1", "node-2", "node-1");
        assertThat(List.of(first, second, third))
                .extracting(json -> Visitor.member(json, "id") + Visitor.member(json, "session_time"))
                .containsOnly(visitor.id() + Visitor.member(first, "session_time"));
    }

    @Test
    void thePageShowsWhatIsInTheFile() throws IOException {
        visitor.put(node(0), "cart", "<3 apples & {{id}}>");
        HttpResponse<String> page = visitor.get(node(1), "");

        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(page.body())
                .contains("<b id=\"visits\">1</b>", "<b id=\"node\">node-2</b>", visitor.id(), "1440 s")
                .contains(
                        "<td class=\"type quiet\">string</td><td><code>&lt;3 apples &amp; &#123;&#123;id}}&gt;</code></td>")
                .contains("<pre id=\"stored\">" + PageTemplate.escaped(stored()) + "</pre>")
                .contains(node(0).url(), node(1).url());
        assertThat(stored())
                .startsWith("cart|s:19:\"<3 apples & {{id}}>\";session_time|i:")
                .endsWith("visits|i:1;");
    }

    @Test
    void theButtonsPutAndRemoveAndComeBackToThePage() throws IOException {
        HttpResponse<String> put = visitor.put(node(0), "a key", "é & ü");
        assertThat(put.statusCode()).isEqualTo(303);
        assertThat(put.headers().firstValue("Location")).hasValue("/");
        assertThat(stored()).isEqualTo("a key|s:7:\"é & ü\";");

        assertThat(visitor.post(node(1), "put?key=b&value=2", "").statusCode()).isEqualTo(303);
        assertThat(visitor.post(node(1), "remove", "key=a+key").statusCode()).isEqualTo(303);
        assertThat(stored()).isEqualTo("b|s:1:\"2\";");
    }

    @Test
    void aRegeneratedSessionHasANewIdAndTheOldOneIsWorthNothing() throws IOException {
        visitor.json(node(0));
        String old = visitor.id();

        assertThat(visitor.post(node(1), "regenerate", "").statusCode()).isEqualTo(303);

        assertThat(visitor.id()).isNotEqualTo(old);
        assertThat(visitor.visits(node(0))).isEqualTo(2);
        assertThat(withCookie("PHPSESSID=" + old)).contains("\"visits\":1,");
        assertThat(fileNames()).doesNotContain("sess_" + old);
    }

    @Test
    void aDestroyedSessionIsGoneAndTheNextVisitBeginsAnew() throws IOException {
        visitor.json(node(0));
        String old = visitor.id();

        assertThat(visitor.post(node(1), "destroy", "").statusCode()).isEqualTo(303);

        assertThat(fileNames()).isEmpty();
        assertThat(visitor.visits(node(0))).isEqualTo(1);
        assertThat(visitor.id()).isNotEqualTo(old);
    }

    @Test
    void parallelVisitsOnBothNodesAreAllCounted() {
        int each = 40;
        visitor.json(node(0));
        Set<String> seen = Stream.of(node(0), node(1))
                .flatMap(node ->
                        IntStream.range(0, each).mapToObj(i -> CompletableFuture.supplyAsync(() -> visitor.json(node))))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .map(json -> Visitor.member(json, "visits"))
                .collect(Collectors.toSet());

        assertThat(seen).as("no count twice").hasSize(2 * each);
        assertThat(visitor.visits(node(0))).isEqualTo(2 + 2 * each);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PHPSESSID=0123456789abcdef0123456789abcdef",
                "PHPSESSID=../../../../etc/passwd",
                "PHPSESSID=%2e%2e%2f",
                "PHPSESSID=%00",
                "PHPSESSID[]=1",
                "PHPSESSID=",
                "PHPSESSID=\"><script>alert(1)</script>",
                "PHPSESSID=a%0d%0aX-Injected:%20yes",
                "PHPSESSID=1; PHPSESSID=2",
                "=;;;==;%%%",
            })
    void forgedCookiesGetASessionOfTheirOwn(String cookie) {
        String id = Visitor.member(withCookie(cookie), "id");

        assertThat(id).matches("[0-9a-f]{32}");
        assertThat(fileNames()).containsExactly("sess_" + id);
    }

    @Test
    void whatIsNoViewCountsNothing() {
        visitor.json(node(0));
        assertThat(visitor.get(node(0), "favicon.ico").statusCode()).isEqualTo(404);
        assertThat(visitor.get(node(0), "index.php").statusCode()).isEqualTo(404);
        assertThat(visitor.get(node(0), "put?key=a&value=b").statusCode()).isEqualTo(405);
        assertThat(visitor.post(node(0), "", "").statusCode()).isEqualTo(405);
        for (String method : List.of("HEAD", "PUT", "DELETE", "OPTIONS", "TRACE", "FOO")) {
            HttpResponse<String> refused = visitor.send(Visitor.request(node(0), "")
                    .method(method, BodyPublishers.noBody())
                    .build());
            assertThat(refused.statusCode()).as(method).isEqualTo(405);
            assertThat(refused.headers().firstValue("Allow")).hasValue("GET");
        }
        assertThat(visitor.visits(node(0))).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "key=a%7Cb&value=1 > |",
                "key=5&value=1 > number",
                "key=&value=1 > \"key\" is missing",
                "value=1 > \"key\" is missing",
                "key=%zz > not encoded",
            })
    void keysThatPhpCannotStoreAreRefusedInWords(String form, String reason) throws IOException {
        visitor.put(node(0), "a", "1");
        HttpResponse<String> refused = visitor.post(node(0), "put", form);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains(PageTemplate.escaped(reason)).doesNotContain("Exception", "\tat ");
        assertThat(stored()).isEqualTo("a|s:1:\"1\";");
    }

    @Test
    void oversizedDataIsRefusedAndTheOldDataStays() throws IOException {
        visitor.put(node(0), "a", "1");
        HttpResponse<String> tooLarge = visitor.put(node(0), "huge", "x".repeat(200_000));

        assertThat(tooLarge.statusCode()).isEqualTo(400);
        assertThat(tooLarge.body()).contains("savehandler.max_session_bytes", "huge");
        assertThat(visitor.put(node(0), "huge", "x".repeat(9_000_000)).statusCode())
                .isEqualTo(413);
        assertThat(stored()).isEqualTo("a|s:1:\"1\";");
        assertThat(visitor.visits(node(1))).isEqualTo(1);
    }

    @Test
    void malformedDataIsReportedAndKept() throws IOException {
        visitor.json(node(0));
        Path file = sessions.resolve("sess_" + visitor.id());
        Files.writeString(file, "visits|i:1;broken");

        HttpResponse<String> page = visitor.get(node(1), "");

        assertThat(page.statusCode()).isEqualTo(500);
        assertThat(page.body()).contains("byte 11").doesNotContain("Exception", "\tat ", "broken");
        assertThat(file).hasContent("visits|i:1;broken");
    }

    @Test
    void aMissingDirectoryIsNamed() throws IOException {
        visitor.json(node(0));
        Files.delete(sessions.resolve("sess_" + visitor.id()));
        Files.delete(sessions);

        HttpResponse<String> page = visitor.get(node(0), "");

        assertThat(page.statusCode()).isEqualTo(503);
        assertThat(page.body()).contains(sessions.toString()).doesNotContain("Exception", "\tat ");
        Files.createDirectory(sessions);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "same-origin, -, 303",
                "none, -, 303",
                "same-site, -, 403",
                "cross-site, -, 403",
                "-, http://127.0.0.1:%d, 303",
                "-, http://127.0.0.1:1, 403",
                "-, https://evil.example, 403",
                "-, null, 403",
                "cross-site, http://127.0.0.1:%d, 403",
            })
    void buttonsOfOtherSitesDoNothing(String fetchSite, String origin, int status) {
        HttpRequest.Builder request =
                Visitor.request(node(0), "put?key=a&value=1").POST(BodyPublishers.noBody());
        if (fetchSite != null) {
            request.header("Sec-Fetch-Site", fetchSite);
        }
        if (origin != null) {
            request.header("Origin", origin.formatted(node(0).port()));
        }
        assertThat(visitor.send(request.build()).statusCode()).isEqualTo(status);
        assertThat(fileNames().isEmpty()).isEqualTo(status == 403);
    }

    @Test
    void settingsHavePhpsNames() throws IOException {
        demo.close();
        demo = demo(
                "--nodes=3",
                "--set=session.name=SID",
                "--set=session.gc_maxlifetime=60",
                "--set=session.serialize_handler=php_serialize",
                "--set=session.sid_length=40");

        String json = visitor.json(node(2));
        assertThat(json).contains("\"node\":\"node-3\"", "\"ttl_seconds\":60}");
        assertThat(visitor.id()).hasSize(40);
        assertThat(stored()).startsWith("a:2:{s:12:\"session_time\";i:");
        assertThat(visitor.send(Visitor.request(node(0), "session.json").build())
                        .body())
                .contains("\"visits\":2,");
    }

    @Test
    void whatCannotBeStartedSaysWhy() {
        assertThatThrownBy(() -> demo("--set", "session.gc_maxlifetim=60"))
                .isInstanceOf(SessionConfigurationException.class)
                .hasMessageContaining("session.gc_maxlifetim")
                .hasMessageContaining("did you mean session.gc_maxlifetime");
        assertThatThrownBy(() -> demo("--save-handler", "redi"))
                .isInstanceOf(SessionConfigurationException.class)
                .hasMessageContaining("files");
        assertThatThrownBy(() -> demo("--port", Integer.toString(node(0).port()), "--nodes=1"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("Port " + node(0).port() + " is in use");
        assertThatThrownBy(() -> started("--port=0", "--save-handler=memory"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--nodes 1");
    }

    @Test
    void itsOwnDirectoryIsForItsUserOnlyAndRemovedAtTheEnd() throws IOException {
        Demo own = started("--port=0");
        Path directory = Path.of(own.store().replaceAll("files in (.*), removed.*", "$1"));
        try (own) {
            new Visitor().json(own.addresses().get(0));
            assertThat(Files.getPosixFilePermissions(directory.getParent()))
                    .extracting(Enum::name)
                    .allMatch(permission -> permission.startsWith("OWNER"));
            assertThat(directory).isNotEmptyDirectory();
        }
        assertThat(directory.getParent()).doesNotExist();
    }

    @Test
    void twoNodesShareAnEmbeddedDatabaseWithoutAnyPreparation() throws IOException {
        Demo own = started("--port=0", "--save-handler=jdbc");
        Path directory = Path.of(own.store().replaceAll("an H2 database in (.*), removed.*", "$1"));
        try (own) {
            Visitor ada = new Visitor();
            assertThat(ada.json(own.addresses().get(0))).contains("\"visits\":1,", "\"save_handler\":\"jdbc\"");
            assertThat(ada.json(own.addresses().get(1))).contains("\"visits\":2,");
            assertThat(directory).isNotEmptyDirectory();
        }
        assertThat(directory.getParent()).doesNotExist();
        assertThatThrownBy(() -> started("--port=0", "--save-handler=jdbc", "--php"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("without --php");
    }

    private NodeAddress node(int index) {
        return demo.addresses().get(index);
    }

    private Demo demo(String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("--port", "0", "--save-path", sessions.toString()));
        arguments.addAll(List.of(more));
        return started(arguments.toArray(String[]::new));
    }

    private static Demo started(String... arguments) throws IOException {
        Demo demo = new Demo(DemoOptions.parse(arguments));
        try {
            demo.start();
            return demo;
        } catch (IOException | RuntimeException e) {
            demo.close();
            throw e;
        }
    }

    /** A visit by somebody else. */
    private String withCookie(String cookie) {
        return new Visitor()
                .send(Visitor.request(node(0), "session.json")
                        .header("Cookie", cookie)
                        .build())
                .body();
    }

    private String stored() throws IOException {
        return Files.readString(sessions.resolve(fileNames().get(0)), StandardCharsets.UTF_8);
    }

    private List<String> fileNames() {
        try (Stream<Path> files = Files.list(sessions)) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
