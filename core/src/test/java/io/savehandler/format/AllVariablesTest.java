package io.savehandler.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.savehandler.php.PhpArray;
import io.savehandler.php.PhpKey;
import io.savehandler.php.PhpLong;
import io.savehandler.php.PhpReference;
import io.savehandler.php.PhpValue;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reading all variables of a session at once, small or large, in every format. */
class AllVariablesTest {
    private static final int FEW = 5;
    private static final int MANY = 700;

    static List<SessionFormat> formats() {
        return SessionFormats.names().stream().map(SessionFormats::named).toList();
    }

    @ParameterizedTest
    @MethodSource("formats")
    void storedVariablesArePassedOnInTheirOrder(SessionFormat format) {
        for (int count : new int[] {0, 1, FEW, MANY}) {
            SessionVariables session = stored(format, count);
            List<PhpKey> keys = new ArrayList<>();
            List<PhpValue> values = new ArrayList<>();
            session.forEach((key, value) -> {
                keys.add(key);
                values.add(value);
            });
            assertThat(keys).isEqualTo(session.phpKeys()).hasSize(count);
            for (int i = 0; i < count; i++) {
                assertThat(values.get(i)).isSameAs(session.get(keys.get(i)));
                assertThat(values.get(i).asArray().get("name")).isEqualTo(PhpValue.of("v" + i));
            }
            assertThat(session.isModified()).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void thoseThatWerePutAreAmongThem(SessionFormat format) {
        SessionVariables session = stored(format, FEW);
        session.put("k1", PhpValue.of("new"));
        session.remove("k2");
        session.put("last", PhpValue.of(7));
        session.put("k4", new PhpReference(PhpValue.of("held")));

        List<String> names = new ArrayList<>();
        session.forEach((key, value) -> {
            names.add(key.text());
            assertThat(value).isSameAs(session.get(key)).isNotInstanceOf(PhpReference.class);
        });

        assertThat(names).containsExactly("k0", "k1", "k3", "k4", "last");
    }

    /** Their keys stand there as numbers. */
    @ParameterizedTest
    @MethodSource("formats")
    void namesThatOccurInValuesBeforeAreFound(SessionFormat format) {
        SessionVariables session = format.empty();
        for (int i = 0; i < MANY; i++) {
            session.put("k" + i, PhpValue.of("k" + (i + 1)));
        }
        List<String> names = new ArrayList<>();
        format.decode(format.encode(session)).forEach((key, value) -> {
            names.add(key.text());
            assertThat(value.asString()).isEqualTo("k" + names.size());
        });
        assertThat(names).containsExactlyElementsOf(session.keys());
    }

    @ParameterizedTest
    @MethodSource("formats")
    void everyVariableCanBePutMeanwhile(SessionFormat format) {
        SessionVariables session = stored(format, MANY);
        List<PhpKey> seen = new ArrayList<>();
        session.forEach((key, value) -> {
            seen.add(key);
            session.put(key, PhpLong.of(seen.size()));
        });
        assertThat(seen).hasSize(MANY);
        assertThat(session.get("k" + (MANY - 1)).asLong()).isEqualTo(MANY);
        assertThat(format.decode(format.encode(session)).get("k0").asLong()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("formats")
    void noneCanBeAddedOrRemovedMeanwhile(SessionFormat format) {
        SessionVariables grows = stored(format, FEW);
        assertThatThrownBy(() -> grows.forEach((key, value) -> grows.put(key.text() + "x", value)))
                .isInstanceOf(ConcurrentModificationException.class);
        SessionVariables shrinks = stored(format, FEW);
        assertThatThrownBy(() -> shrinks.forEach((key, value) -> shrinks.remove(key)))
                .isInstanceOf(ConcurrentModificationException.class);
        assertThat(grows.size()).isEqualTo(FEW + 1);
        assertThat(shrinks.size()).isEqualTo(FEW - 1);
    }

    private static SessionVariables stored(SessionFormat format, int count) {
        SessionVariables session = format.empty();
        for (int i = 0; i < count; i++) {
            session.put("k" + i, PhpArray.EMPTY.with("name", PhpValue.of("v" + i)));
        }
        return format.decode(format.encode(session));
    }
}
