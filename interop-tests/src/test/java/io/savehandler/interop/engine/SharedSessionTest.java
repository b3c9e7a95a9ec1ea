package io.savehandler.interop.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.Concurrency;
import io.savehandler.Session;
import io.savehandler.SessionConfig;
import io.savehandler.Sessions;
import io.savehandler.format.SessionFormats;
import io.savehandler.servers.PhpCommand;
import io.savehandler.servers.RealPhp;
import io.savehandler.servers.RequiresPhp;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** PHP writes, Java reads; Java writes, PHP reads: through the files handler, in every text format. */
@RequiresPhp
class SharedSessionTest {
    private static final Duration TIME = Duration.ofSeconds(30);
    private static final String ID = "0123456789abcdef0123456789abcdef";

    @TempDir
    private Path directory;

    static List<String> formats() {
        return SessionFormats.names().stream()
                .filter(name -> !name.equals("igbinary") || RealPhp.get().hasExtension(name))
                .toList();
    }

    private Sessions sessions(String format) {
        return Sessions.from(SessionConfig.from(Map.of(
                "session.save_handler",
                "files",
                "session.save_path",
                directory.toString(),
                "session.serialize_handler",
                format)));
    }

    private String php(String format, String id, String operation) throws IOException, URISyntaxException {
        Path script = Path.of(Objects.requireNonNull(SharedSessionTest.class.getResource("session.php"))
                .toURI());
        PhpCommand command = RealPhp.get().script(script);
        return (format.equals("igbinary") ? command.extension(format) : command)
                .ini("session.save_handler", "files")
                .ini("session.save_path", directory.toString())
                .ini("session.serialize_handler", format)
                .ini("session.use_strict_mode", "1")
                .ini("session.use_cookies", "0")
                .ini("session.cache_limiter", "")
                .arguments(id, operation)
                .run(TIME)
                .requireSuccess()
                .text();
    }

    /** Strict mode takes only ids that exist; an empty file is an existing, empty session to PHP and to us. */
    private void exists(String id) throws IOException {
        Files.createFile(directory.resolve("sess_" + id));
    }

    private byte[] stored(String id) throws IOException {
        return Files.readAllBytes(directory.resolve("sess_" + id));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void javaReadsWhatPhpWrote(String format) throws Exception {
        exists(ID);
        php(format, ID, "fill");
        byte[] before = stored(ID);
        try (Sessions sessions = sessions(format);
                Session session = sessions.start(ID)) {
            assertThat(session.id()).isEqualTo(ID);
            assertThat(session.isNew()).isFalse();
            assertThat(session.getLong("visits", 0)).isEqualTo(1);
            assertThat(session.getString("name")).isEqualTo("héllo");
            assertThat(session.getBytes("bytes")).containsExactly(0, 0xff, '|', ';');
            assertThat(session.getDouble("ratio", 0)).isEqualTo(0.1);
            assertThat(session.contains("none")).isTrue();
            assertThat(session.getBoolean("yes", false)).isTrue();
            assertThat(session.getList("list").get(1).asString()).isEqualTo("two");
            assertThat(session.get("map")
                            .asArray()
                            .get("k")
                            .asArray()
                            .get("deep")
                            .asString())
                    .isEqualTo("v");
            assertThat(session.get("object")).isSameAs(session.get("again"));
            assertThat(session.getLong("unicode key é", 0)).isEqualTo(1);
        }
        assertThat(stored(ID)).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("formats")
    void phpReadsWhatJavaChangedAndNothingIsLost(String format) throws Exception {
        exists(ID);
        String filled = php(format, ID, "fill");
        try (Sessions sessions = sessions(format)) {
            sessions.run(ID, session -> {
                session.update("visits", v -> v.toLong(0) + 41);
                session.put("from_java", Map.of("text", "ü", "list", List.of(1, 2)));
                session.remove("yes");
                return session.id();
            });
        }
        String shown = php(format, ID, "show");
        assertThat(shown)
                .isEqualTo(filled.replace("\"visits\":1", "\"visits\":42")
                        .replace("\"yes\",", "")
                        .replace("\"unicode key é\"]", "\"unicode key é\",\"from_java\"]")
                        .replaceAll("\"from_java\":null", "\"from_java\":" + json(shown)));
        assertThat(json(shown)).contains("\"text\":\"ü\"").contains("\"list\":[1,2]");
    }

    private static String json(String shown) {
        int start = shown.indexOf("\"from_java\":") + "\"from_java\":".length();
        return shown.substring(start, shown.lastIndexOf('}'));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void bothTakeTurns(String format) throws Exception {
        try (Sessions sessions = sessions(format)) {
            String id = sessions.run(null, session -> {
                session.put("visits", 1);
                session.put("none", "x");
                return session.id();
            });
            for (int turn = 1; turn <= 3; turn++) {
                assertThat(php(format, id, "change")).contains("\"visits\":" + 2 * turn);
                assertThat(sessions.<Long>run(id, session -> session.update("visits", v -> v.asLong() + 1)))
                        .isEqualTo(2 * turn + 1);
            }
            try (Session session = sessions.start(id, Concurrency.READ_ONLY)) {
                assertThat(session.keys()).containsExactly("visits", "from_php");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void aSessionRegeneratedByOneIsFoundByTheOther(String format) throws Exception {
        exists(ID);
        php(format, ID, "fill");
        String phpShown = php(format, ID, "regenerate");
        String newId = phpShown.replaceAll("(?s).*\"id\":\"([^\"]+)\".*", "$1");
        assertThat(newId).isNotEqualTo(ID);
        try (Sessions sessions = sessions(format)) {
            String javaId = sessions.run(newId, session -> {
                assertThat(session.getLong("visits", 0)).isEqualTo(1);
                session.regenerateId(true);
                return session.id();
            });
            assertThat(php(format, javaId, "show"))
                    .contains("\"id\":\"" + javaId + "\"")
                    .contains("\"visits\":1");
            assertThat(sessions.run(newId, Session::isNew)).isTrue();
        }
    }
}
