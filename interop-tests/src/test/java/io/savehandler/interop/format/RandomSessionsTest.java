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
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sessions that PHP makes at random, with objects, references, enum cases and cycles shared between variables: PHP
 * changes one, Java changes the same one, and both must write the same bytes.
 */
@RequiresPhp
@Tag("once")
class RandomSessionsTest {
    private static final int SESSIONS = Integer.getInteger("savehandler.sessions", 5000);
    private static final int FIRST_SEED = Integer.getInteger("savehandler.seed", 1);

    /** So many bytes behind a session, which igbinary ignores, make it one whose values are built when they are asked for. */
    private static final int LARGE = 1 << 13;

    private static final String GENERATE = "generate";

    private static SessionJudge judge;

    @BeforeAll
    static void startPhp() {
        judge = new SessionJudge();
    }

    @AfterAll
    static void stopPhp() throws IOException {
        judge.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"php", "php_binary", "php_serialize"})
    void changedSessionsAreWrittenAsPhpWritesThem(String name) {
        assertThat(leftToTheirClass(SessionFormats.named(name), GENERATE, FIRST_SEED, SESSIONS))
                .isZero();
    }

    @Test
    @RequiresPhp(extensions = "igbinary")
    void changedIgbinarySessionsKeepWhatPhpKeeps() {
        assertThat(leftToTheirClass(SessionFormats.igbinary(), "flat", FIRST_SEED, SESSIONS / 2))
                .isZero();
    }

    @Test
    @RequiresPhp(extensions = "igbinary")
    void changedIgbinarySessionsAreWrittenAsPhpWritesThem() {
        // One of 5,000: its text names the same object by r: the second time, where it named it by R: the first.
        assertThat(leftToTheirClass(SessionFormats.igbinary(), GENERATE, FIRST_SEED, SESSIONS))
                .isLessThanOrEqualTo(SESSIONS / 1000);
    }

    @Test
    @Tag("long")
    @RequiresPhp(extensions = "igbinary")
    void manyMoreSessionsAreWrittenAsPhpWritesThem() {
        for (String name : SessionFormats.names()) {
            assertThat(leftToTheirClass(SessionFormats.named(name), GENERATE, FIRST_SEED + SESSIONS, 8 * SESSIONS))
                    .isLessThanOrEqualTo(8 * SESSIONS / 1000);
        }
    }

    /**
     * Compares all sessions; returns how many could not be compared after their change. Those hold an object that writes
     * its own text, and given the text that it wrote, it wrote another: what PHP stores is then up to code of that class.
     */
    private static int leftToTheirClass(SessionFormat format, String question, int firstSeed, int sessions) {
        int changed = 0;
        int left = 0;
        for (int seed = firstSeed; seed < firstSeed + sessions; seed++) {
            List<byte[]> answer = judge.ask(bytes(question), bytes(format.name()), bytes(Integer.toString(seed)));
            byte[] before = answer.get(1);
            String situation = "seed " + seed + ", before " + text(before) + ", steps "
                    + steps(answer).stream().map(RandomSessionsTest::words).toList();
            SessionVariables session = format.decode(before);
            assertThat(text(format.encode(session))).as(situation).isEqualTo(text(before));
            session.phpKeys().forEach(session::element);
            assertThat(text(format.encode(session))).as(situation).isEqualTo(text(before));
            if (byTheClass(format, answer)) {
                left++;
                continue;
            }
            assertThat(text(rewritten(format, before))).as(situation).isEqualTo(text(answer.get(2)));
            for (SessionVariables same : List.of(session, format.decode(before))) {
                ChangedSession change = new ChangedSession(same);
                steps(answer).forEach(change::apply);
                // What nobody touched keeps its bytes, even where PHP would write it anew.
                byte[] after = same.isModified() ? answer.get(3) : before;
                assertThat(text(format.encode(same))).as(situation).isEqualTo(text(after));
                changed += same == session || text(before).equals(text(after)) ? 0 : 1;
            }
            if (format.name().equals("igbinary")) {
                SessionVariables large = format.decode(Arrays.copyOf(before, before.length + LARGE));
                ChangedSession change = new ChangedSession(large);
                steps(answer).forEach(change::apply);
                assertThat(text(format.encode(large)))
                        .as("large, " + situation)
                        .startsWith(text(large.isModified() ? answer.get(3) : before));
            }
        }
        assertThat(changed).isGreaterThan(sessions / 2);
        return left;
    }

    /** In the text formats such texts are part of one numbering, which Java follows; in igbinary they are opaque. */
    private static boolean byTheClass(SessionFormat format, List<byte[]> answer) {
        boolean rewritten = text(answer.get(0)).equals("rewritten by a class");
        assertThat(rewritten || text(answer.get(0)).equals("ok"))
                .as(text(answer.get(0)))
                .isTrue();
        return rewritten && format.name().equals("igbinary");
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
        int at = 4;
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
