package io.savehandler.interop.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.format.SessionFormat;
import io.savehandler.format.SessionFormats;
import io.savehandler.format.SessionVariables;
import io.savehandler.format.UnstorableKeyException;
import io.savehandler.php.PhpArray;
import io.savehandler.php.PhpDataException;
import io.savehandler.php.PhpKey;
import io.savehandler.php.PhpLong;
import io.savehandler.php.PhpObject;
import io.savehandler.php.PhpValue;
import io.savehandler.servers.RequiresPhp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Damaged igbinary data: Java accepts what PHP accepts, refuses what PHP refuses, and writes what PHP writes. No class but
 * {@code stdClass} is in it: given garbage for other classes of its own, PHP can crash. The differences that are meant are
 * listed in {@link #acceptedByPhpOnly} and {@link #writtenAnotherWay}.
 */
@RequiresPhp(extensions = "igbinary")
@Tag("once")
class FuzzedIgbinaryTest {
    private static final int SESSIONS = Integer.getInteger("savehandler.sessions", 1000);
    private static final int FIRST_SEED = Integer.getInteger("savehandler.seed", 1);
    private static final int DAMAGES = 20;
    private static final String REFUSED = "refused";
    private static final String NOT_ASSIGNABLE = "not assignable";

    private static final SessionFormat IGBINARY = SessionFormats.igbinary();
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
    void damagedSessionsAreReadAsPhpReadsThem() {
        int accepted = 0;
        int excused = 0;
        for (int seed = FIRST_SEED; seed < FIRST_SEED + SESSIONS; seed++) {
            byte[] whole = judge.ask(bytes("plain"), bytes("igbinary"), bytes(Integer.toString(seed)))
                    .get(0);
            IgbinaryMutation mutation = new IgbinaryMutation(seed);
            for (int i = 0; i < DAMAGES; i++) {
                byte[] data = mutation.of(whole);
                List<byte[]> answer = judge.ask(bytes("encode"), bytes("igbinary"), data);
                String php = answer.size() == 1 ? REFUSED : hex(answer.get(1));
                String java = rewritten(data);
                accepted += php.equals(REFUSED) ? 0 : 1;
                if (!java.equals(php)) {
                    assertThat(excused(data, php, java))
                            .as("seed %d, data %s, PHP %s, Java %s", seed, hex(data), php, java)
                            .isTrue();
                    excused++;
                }
            }
        }
        assertThat(accepted).isGreaterThan(SESSIONS * DAMAGES / 10);
        assertThat(excused).isLessThan(SESSIONS * DAMAGES / 40);
    }

    private static boolean excused(byte[] data, String php, String java) {
        return switch (java) {
            case REFUSED -> acceptedByPhpOnly(data);
            case NOT_ASSIGNABLE -> !php.equals(REFUSED);
            default -> !php.equals(REFUSED) && writtenAnotherWay(data, php, java);
        };
    }

    /**
     * References to the whole session, class names that PHP's other formats refuse, and integers of more than 64 bits, which
     * PHP reads as 0: PHP writes none of them.
     */
    private static boolean acceptedByPhpOnly(byte[] data) {
        try {
            IGBINARY.decode(data);
            return false;
        } catch (PhpDataException refused) {
            return Set.of("a reference to the whole session", "not a class name", "an integer of more than 64 bits")
                    .contains(refused.problem());
        }
    }

    /**
     * No class is looked up: holes, numbers as names of properties (they may come from {@code __serialize()}) and the spelling
     * of a class's name stay as they are. A session that is an object is the array of its properties. PHP counts a holder of
     * a reference that a later element under the same key replaced.
     */
    private static boolean writtenAnotherWay(byte[] data, String php, String java) {
        return isClass(data[4])
                || hasNumberedProperties(IGBINARY.decode(data))
                || text(php).equals(text(java));
    }

    private static boolean isClass(byte code) {
        return code >= 0x17 && code <= 0x1c;
    }

    private static boolean hasNumberedProperties(SessionVariables session) {
        Set<PhpValue> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<PhpValue> open = new ArrayDeque<>();
        session.phpKeys().forEach(key -> open.push(session.get(key)));
        while (!open.isEmpty()) {
            PhpValue value = open.pop();
            if (value instanceof PhpArray array && seen.add(array)) {
                for (int i = 0; i < array.size(); i++) {
                    open.push(array.elementAt(i).dereferenced());
                }
            } else if (value instanceof PhpObject object && seen.add(object)) {
                if (object.names().stream().anyMatch(PhpLong.class::isInstance)) {
                    return true;
                }
                object.names().forEach(name -> open.push(object.get(name)));
            }
        }
        return false;
    }

    /** The values, without igbinary's holes. */
    private static String text(String igbinary) {
        SessionVariables session = IGBINARY.decode(HexFormat.of().parseHex(igbinary));
        return hex(SessionFormats.phpSerialize().encode(session));
    }

    private static String rewritten(byte[] data) {
        try {
            SessionVariables session = IGBINARY.decode(data);
            SessionVariables copy = IGBINARY.empty();
            for (PhpKey key : session.phpKeys()) {
                copy.put(key, session.element(key).orElseThrow());
            }
            return hex(IGBINARY.encode(copy));
        } catch (UnstorableKeyException numericKey) {
            return NOT_ASSIGNABLE;
        } catch (PhpDataException malformed) {
            assertThat(malformed.offset()).isBetween(0, data.length);
            return REFUSED;
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
