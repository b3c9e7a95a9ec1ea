package io.savehandler.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.php.PhpKey;
import io.savehandler.php.PhpLimits;
import io.savehandler.php.PhpNull;
import io.savehandler.php.PhpSizeException;
import io.savehandler.php.PhpValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sessions so large that what was not changed keeps its bytes: whatever changes, they are written as they are where nothing
 * is kept.
 */
class LargeIgbinaryTest {
    private static final SessionFormat FORMAT = SessionFormats.igbinary();
    private static final PhpValue SHARED = PhpValue.of(List.of("admin", "editor"));

    @Test
    void anyVariableCanChange() {
        byte[] data = records(260, 20);
        for (int i = 0; i < 260; i++) {
            int number = i;
            assertSameAsAnew(data, session -> session.put(key(number), PhpValue.of(number)));
        }
    }

    @Test
    void anyVariableCanBecomeLongerOrShorterOrGo() {
        byte[] data = records(257, 20);
        for (int i = 0; i < 257; i += 8) {
            int number = i;
            assertSameAsAnew(data, session -> session.put(key(number), PhpValue.of("long".repeat(20 * number))));
            assertSameAsAnew(data, session -> session.put(key(number), PhpNull.NULL));
            // With 255 variables, their count takes one byte less.
            assertSameAsAnew(data, session -> {
                session.remove(key(number));
                session.remove(key(256 - number));
            });
        }
    }

    @Test
    void aVariableCanBecomeWhatOthersHold() {
        byte[] data = records(200, 20);
        for (int i = 0; i < 200; i += 9) {
            int number = i;
            int other = 199 - i;
            assertSameAsAnew(data, session -> session.put(key(number), session.get(key(other))));
            assertSameAsAnew(data, session -> session.put(key(number), part(session, other, "name")));
            assertSameAsAnew(data, session -> session.put(key(number), part(session, other, "roles")));
            assertSameAsAnew(data, session -> session.put("new", part(session, other, "name")));
            assertSameAsAnew(data, session -> session.put("new", PhpValue.of("name " + other)));
        }
    }

    @Test
    void manyRandomChanges() {
        Random random = new Random(17);
        for (int round = 0; round < 300; round++) {
            byte[] data = records(60 + random.nextInt(300), 1 + random.nextInt(60));
            long seed = random.nextLong();
            assertSameAsAnew(data, session -> change(session, new Random(seed)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {65_536, 131_072, 262_144})
    void placesBeyondEveryBlockOfThemAreFound(int bytes) {
        for (int around = -40; around <= 40; around += 4) {
            // What fills a block holds nothing that is named.
            byte[] data = withFiller(bytes + around);
            assertSameAsAnew(data, session -> session.put(key(0), PhpNull.NULL));
            assertSameAsAnew(data, session -> session.put(key(70), PhpValue.of("name 71")));
            assertSameAsAnew(data, session -> session.remove("filler"));
        }
    }

    @Test
    void moreRecordsThanABlockHolds() {
        byte[] data = records(4_000, 300);
        assertThat(data).hasSizeGreaterThan(3 * 65_536);
        for (int i = 0; i < 4_000; i += 333) {
            int number = i;
            assertSameAsAnew(data, session -> session.put(key(number), PhpValue.of(number)));
            assertSameAsAnew(data, session -> session.put(key(number), session.get(key(3_999 - number))));
            assertThat(FORMAT.decode(data).get(key(number))).isEqualTo(record(number, 300));
        }
    }

    @Test
    void aStringThatIsNamedIsTheSameObjectEachTime() {
        SessionVariables session = FORMAT.empty();
        for (int i = 0; i < 300; i++) {
            session.put(key(i), record(i, 300));
        }
        String late = "late".repeat(100);
        session.put("late", PhpValue.of(List.of(late, late, late)));
        PhpValue list = FORMAT.decode(FORMAT.encode(session)).get("late");
        assertThat(list.asArray().get(1)).isSameAs(list.asArray().get(0));
        assertThat(list.asArray().get(2)).isSameAs(list.asArray().get(0));
    }

    @Test
    void whatIsKeptCountsForTheLimit() {
        byte[] data = records(300, 20);
        SessionFormat limited = FORMAT.withLimits(PhpLimits.defaults().withBytes(data.length));
        for (String key : List.of(key(0), key(150), key(299), "new")) {
            SessionVariables session = limited.decode(data);
            session.put(key, PhpValue.of("x".repeat(1_000)));
            assertThatThrownBy(() -> limited.encode(session)).as(key).isInstanceOf(PhpSizeException.class);
        }
        SessionVariables less = limited.decode(data);
        less.put(key(150), PhpNull.NULL);
        assertThat(limited.encode(less)).hasSizeLessThan(data.length);
    }

    private static void assertSameAsAnew(byte[] data, Consumer<SessionVariables> change) {
        SessionVariables session = FORMAT.decode(data);
        change.accept(session);
        SessionVariables copy = FORMAT.decode(data);
        change.accept(copy);
        SessionVariables anew = FORMAT.empty();
        copy.phpKeys().forEach(key -> anew.put(key, copy.element(key).orElseThrow()));
        assertThat(FORMAT.encode(session)).isEqualTo(FORMAT.encode(anew));
    }

    private static void change(SessionVariables session, Random random) {
        List<PhpKey> keys = session.phpKeys();
        for (int i = random.nextInt(6); i >= 0; i--) {
            String key = keys.get(random.nextInt(keys.size())).text();
            switch (random.nextInt(6)) {
                case 0 -> session.remove(key);
                case 1 -> session.put(key, PhpValue.of("name " + random.nextInt(400)));
                case 2 -> session.put(key, session.get(keys.get(random.nextInt(keys.size()))));
                case 3 ->
                    session.put("new" + random.nextInt(3), PhpValue.of(List.of("admin", "more", random.nextInt())));
                case 4 -> session.put(key, PhpValue.of("long".repeat(random.nextInt(2_000))));
                default -> session.put(key, PhpValue.of(random.nextInt(300)));
            }
        }
    }

    private static PhpValue part(SessionVariables session, int number, String name) {
        return session.get(key(number)).asArray().get(name);
    }

    private static String key(int number) {
        return "key" + number;
    }

    private static byte[] records(int count, int texts) {
        SessionVariables session = FORMAT.empty();
        for (int i = 0; i < count; i++) {
            session.put(key(i), record(i, texts));
        }
        return FORMAT.encode(session);
    }

    /** Eighty records with so many bytes among them. */
    private static byte[] withFiller(int bytes) {
        SessionVariables session = FORMAT.empty();
        for (int i = 0; i < 40; i++) {
            session.put(key(i), record(i, 20));
        }
        session.put("filler", PhpValue.of("x".repeat(bytes)));
        for (int i = 40; i < 80; i++) {
            session.put(key(i), record(i, 20));
        }
        return FORMAT.encode(session);
    }

    private static PhpValue record(int number, int texts) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", number * 7);
        fields.put("name", "name " + number);
        fields.put("roles", SHARED);
        fields.put("seen", new ArrayList<>(List.of(1_700_000_000 + number, number % 256)));
        fields.put("text", "text " + number % texts);
        fields.put("balance", number / 8.0);
        return PhpValue.of(fields);
    }
}
