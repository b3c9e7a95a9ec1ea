package io.savehandler.interop.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.format.SessionFormat;
import io.savehandler.format.SessionFormats;
import io.savehandler.format.SessionVariables;
import io.savehandler.format.UnstorableKeyException;
import io.savehandler.php.PhpDataException;
import io.savehandler.php.PhpKey;
import io.savehandler.servers.RequiresPhp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Damaged session data: Java accepts what PHP accepts, refuses what PHP refuses, and writes what PHP writes. The
 * differences that are meant are listed in {@link #excused}.
 */
@RequiresPhp
@Tag("once")
class FuzzedSessionsTest {
    private static final int SESSIONS = Integer.getInteger("savehandler.sessions", 1000);
    private static final int FIRST_SEED = Integer.getInteger("savehandler.seed", 1);
    private static final int DAMAGES = 20;
    private static final String REFUSED = "refused";
    private static final String NOT_ASSIGNABLE = "not assignable";
    private static final Pattern COUNT = Pattern.compile("(?:a|\"):[+]?(\\d+):\\{");
    private static final Pattern STD_CLASS = Pattern.compile("\"stdclass\"", Pattern.CASE_INSENSITIVE);
    private static final Pattern OBJECT_WITH_NUMBER = Pattern.compile("O:\\d+:\"[^\"]*\":[+]?\\d+:\\{.*i:");

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
    void damagedSessionsAreReadAsPhpReadsThem(String name) {
        SessionFormat format = SessionFormats.named(name);
        int accepted = 0;
        int excused = 0;
        for (int seed = FIRST_SEED; seed < FIRST_SEED + SESSIONS; seed++) {
            byte[] whole = judge.ask(bytes("plain"), bytes(name), bytes(Integer.toString(seed)))
                    .get(0);
            Mutation mutation = new Mutation(seed);
            for (int i = 0; i < DAMAGES; i++) {
                byte[] data = mutation.of(whole);
                List<byte[]> answer = judge.ask(bytes("encode"), bytes(name), data);
                String php = text(answer.get(answer.size() - 1));
                String java = rewritten(format, data);
                accepted += java.equals(REFUSED) ? 0 : 1;
                if (!java.equals(php)) {
                    assertThat(excused(name, text(data), php, java))
                            .as("seed %d, data %s, PHP %s, Java %s", seed, text(data), php, java)
                            .isTrue();
                    excused++;
                }
            }
        }
        assertThat(accepted).isGreaterThan(SESSIONS * DAMAGES / 20);
        assertThat(excused).isLessThan(SESSIONS * DAMAGES / 200);
    }

    /**
     * Where Java means to differ: no class is looked up, so a known one keeps the spelling of its name, and whole numbers
     * stay what they are as names of properties (they may come from {@code __serialize()}); of elements under one key,
     * which PHP never writes, a back-reference to an overwritten one names that one; {@code php_serialize} refuses what is
     * not an array, and references to the whole session, because PHP accepts those and never saves the session again. Keys
     * that spell whole numbers can be read, but not assigned to.
     */
    private static boolean excused(String format, String data, String php, String java) {
        if (java.equals(NOT_ASSIGNABLE)) {
            return !php.equals(REFUSED);
        }
        if (java.equals(REFUSED)) {
            return format.equals("php_serialize") && php.isEmpty();
        }
        return STD_CLASS.matcher(data.replace("\"stdClass\"", "")).find()
                || (OBJECT_WITH_NUMBER.matcher(data).find() && php.length() != java.length())
                || elements(data) > elements(java);
    }

    private static long elements(String text) {
        long sum = 0;
        Matcher counts = COUNT.matcher(text);
        while (counts.find()) {
            sum += Long.parseLong(counts.group(1));
        }
        return sum;
    }

    private static String rewritten(SessionFormat format, byte[] data) {
        try {
            SessionVariables session = format.decode(data);
            session.phpKeys().forEach(session::element);
            assertThat(session.isModified()).isFalse();
            if (data.length > 0) {
                assertThat(format.encode(session)).isEqualTo(data);
            }
            SessionVariables copy = format.empty();
            for (PhpKey key : session.phpKeys()) {
                copy.put(key, session.element(key).orElseThrow());
            }
            return text(format.encode(copy));
        } catch (UnstorableKeyException numericKey) {
            return NOT_ASSIGNABLE;
        } catch (PhpDataException malformed) {
            assertThat(malformed.offset()).isBetween(0, data.length);
            return REFUSED;
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
