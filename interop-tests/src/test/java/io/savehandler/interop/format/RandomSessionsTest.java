package io.savehandler.interop.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.format.SessionFormat;
import io.savehandler.format.SessionFormats;
import io.savehandler.format.SessionVariables;
import io.savehandler.php.PhpKey;
import io.savehandler.servers.RequiresPhp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sessions that PHP makes at random, with objects, references, enum cases and cycles shared between variables: PHP
 * changes one, Java changes the same one, and both must write the same bytes.
 */
@RequiresPhp
class RandomSessionsTest {
    private static final int SESSIONS = Integer.getInteger("savehandler.sessions", 4000);
    private static final int FIRST_SEED = Integer.getInteger("savehandler.seed", 1);

    private static SessionJudge judge;

    @BeforeAll
    static void startPhp() {
        judge = new SessionJudge();
    }

    @AfterAll
    static void stopPhp() throws IOException {
        judge.close();
    }

    @Test
    @RequiresPhp(extensions = "igbinary")
    void changedIgbinarySessionsAreWrittenAsPhpWritesThem() {
        // PHP itself writes up to one in a hundred anew once it has read it, most of them with payloads of
        // Serializable.
        check("igbinary", SESSIONS / 100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"php", "php_binary", "php_serialize"})
    void changedSessionsAreWrittenAsPhpWritesThem(String name) {
        check(name, SESSIONS / 1000);
    }

    private static void check(String name, int mostUnstable) {
        SessionFormat format = SessionFormats.named(name);
        int changed = 0;
        int unstable = 0;
        for (int seed = FIRST_SEED; seed < FIRST_SEED + SESSIONS; seed++) {
            List<byte[]> answer = judge.ask(bytes("generate"), bytes(name), bytes(Integer.toString(seed)));
            String verdict = text(answer.get(0));
            if (verdict.equals("unstable")) {
                // PHP writes something else at once, because garbage held a reference the first time.
                unstable++;
                continue;
            }
            assertThat(verdict).as("seed %d", seed).isEqualTo("ok");
            byte[] before = answer.get(1);
            byte[] after = answer.get(2);
            List<List<byte[]>> steps = steps(answer);
            String situation = "seed " + seed + ", before " + text(before) + ", steps "
                    + steps.stream().map(RandomSessionsTest::words).toList();

            assertThat(text(rewritten(format, before))).as(situation).isEqualTo(text(before));
            SessionVariables session = format.decode(before);
            ChangedSession change = new ChangedSession(session);
            steps.forEach(change::apply);
            assertThat(text(format.encode(session))).as(situation).isEqualTo(text(after));
            changed += text(before).equals(text(after)) ? 0 : 1;
        }
        assertThat(changed).isGreaterThan(SESSIONS / 2);
        assertThat(unstable).isLessThanOrEqualTo(mostUnstable);
    }

    /** All values built and written anew. */
    private static byte[] rewritten(SessionFormat format, byte[] data) {
        SessionVariables session = format.decode(data);
        SessionVariables copy = format.empty();
        for (PhpKey key : session.phpKeys()) {
            copy.put(key, session.element(key).orElseThrow());
        }
        return format.encode(copy);
    }

    private static List<List<byte[]>> steps(List<byte[]> answer) {
        List<List<byte[]>> steps = new ArrayList<>();
        int at = 3;
        while (at < answer.size()) {
            int words = Integer.parseInt(text(answer.get(at)));
            steps.add(answer.subList(at + 1, at + 1 + words));
            at += 1 + words;
        }
        return steps;
    }

    private static List<String> words(List<byte[]> step) {
        return step.stream().map(RandomSessionsTest::text).toList();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
