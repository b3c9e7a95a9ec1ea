package io.savehandler.benchmarks.formats;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.format.SessionFormats;
import io.savehandler.format.SessionVariables;
import io.savehandler.servers.RequiresPhp;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@RequiresPhp
class PhpPeerTest {
    private static final PhpPeer PHP = new PhpPeer();

    @AfterAll
    static void stop() {
        PHP.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"php", "php_binary", "php_serialize"})
    void makesSessionsThatBothEncodeAlike(String format) {
        byte[] data = PHP.make(format, 10);
        LoadedSessions sessions = new LoadedSessions(format, List.of(data));

        assertThat(data.length).isBetween(9_000, 12_000);
        assertThat(PHP.load(sessions)).containsExactly(true);
        assertThat(sessions.changed()).singleElement().satisfies(changed -> {
            assertThat(changed.isModified()).isTrue();
            assertThat(SessionFormats.named(format).encode(changed)).isEqualTo(data);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"php", "php_binary", "php_serialize"})
    void knowsMostGoldenSessions(String format) {
        LoadedSessions golden = new LoadedSessions(format, GoldenSessions.in(format));

        assertThat(golden.only(PHP.load(golden)).size()).isGreaterThan(70);
    }

    @Test
    void doesEveryOperation() {
        LoadedSessions sessions = new LoadedSessions("php", List.of(PHP.make("php", 1)));
        PHP.load(sessions);

        for (FormatOperation operation : FormatOperation.values()) {
            long before = sessions.seen();
            sessions.action(operation).run();

            assertThat(sessions.seen()).as("%s in Java", operation).isNotEqualTo(before);
            assertThat(PHP.run(operation, 2_000)).as("%s in PHP", operation).isPositive();
        }
    }

    @Test
    void visitsEveryValue() {
        byte[] data = "a|a:2:{i:0;i:40;s:1:\"k\";b:1;}".getBytes(StandardCharsets.UTF_8);
        SessionVariables session = SessionFormats.php().decode(data);

        assertThat(ValueVisit.count(session.get("a"))).isEqualTo(1 + 1 + 40 + 1 + 1);
    }
}
