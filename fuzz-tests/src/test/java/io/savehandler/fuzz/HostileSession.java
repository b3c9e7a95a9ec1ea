package io.savehandler.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.format.SessionFormat;
import io.savehandler.format.SessionFormats;
import io.savehandler.format.SessionVariables;
import io.savehandler.format.UnstorableKeyException;
import io.savehandler.php.PhpArray;
import io.savehandler.php.PhpDataException;
import io.savehandler.php.PhpKey;
import io.savehandler.php.PhpLimits;
import io.savehandler.php.PhpObject;
import io.savehandler.php.PhpString;
import io.savehandler.php.PhpValue;
import java.util.Arrays;
import java.util.List;

/** What must hold for any bytes that are read as a session. */
final class HostileSession {
    private static final int LARGE = 1 << 13;
    private static final int MOST_WRITTEN = 1 << 20;
    private static final PhpLimits LIMITS = PhpLimits.defaults().withBytes(MOST_WRITTEN);
    private static final String REFUSALS =
            "(?s).*(nested deeper than PHP reads|levels deep|levels allowed|bytes allowed|whole number|contains a \\||longer than 127).*";
    private static final PhpKey NEW = PhpString.of("fuzz");
    private static final PhpKey OTHER = PhpString.of("buzz");

    private final SessionFormat format;
    private final byte[] data;

    HostileSession(SessionFormat format, byte[] data) {
        this.format = format.withLimits(LIMITS);
        this.data = data;
    }

    void check() {
        Allocation.assertProportional(data.length, this::readAll);
        if (isAccepted()) {
            SessionVariables session = format.decode(data);
            assertKept(session);
            session.phpKeys().forEach(session::element);
            assertKept(session);
            if (hasLarge()) {
                assertSame(session, format.decode(large()));
            }
            checkConversions(session);
            checkChanges();
        }
    }

    private boolean hasLarge() {
        return data.length > 0 && format.name().equals("igbinary");
    }

    /** The same session as a large one, which igbinary reads another way; what stands behind a session is ignored. */
    private byte[] large() {
        return Arrays.copyOf(data, data.length + LARGE);
    }

    private void readAll() {
        try {
            SessionVariables session = format.decode(data);
            session.phpKeys().forEach(session::element);
        } catch (PhpDataException refused) {
            assertThat(refused.offset()).isBetween(0, data.length);
        }
    }

    private boolean isAccepted() {
        try {
            format.decode(data);
            return true;
        } catch (PhpDataException refused) {
            return false;
        }
    }

    private void assertKept(SessionVariables session) {
        assertThat(session.isModified()).isFalse();
        if (data.length > 0) {
            assertThat(format.encode(session)).isEqualTo(data);
        }
    }

    /** Another format, or this one from values only: the same values come back, or it is said why not. */
    private void checkConversions(SessionVariables session) {
        for (String name : SessionFormats.names()) {
            SessionFormat other = SessionFormats.named(name).withLimits(LIMITS);
            SessionVariables copy = other.empty();
            try {
                session.phpKeys()
                        .forEach(key -> copy.put(key, session.element(key).orElseThrow()));
                assertSame(session, other.decode(other.encode(copy)));
                assertSame(session, other.decode(other.encode(session)));
            } catch (UnstorableKeyException | PhpDataException refused) {
                assertThat(refused).hasMessageMatching(REFUSALS);
            }
        }
    }

    private void checkChanges() {
        checkChange(session -> session.put(NEW, PhpValue.of(1)));
        List<PhpKey> keys = format.decode(data).phpKeys();
        if (!keys.isEmpty()) {
            checkChange(session -> session.put(keys.get(0), PhpValue.of(List.of("fuzz", 1))));
            checkChange(session -> session.remove(keys.get(0)));
            checkChange(session -> session.put(keys.get(keys.size() - 1), session.get(keys.get(0))));
            checkChange(session -> session.remove(keys.get(keys.size() / 2)));
            keys.forEach(key -> checkChange(session -> changeInPlace(session.get(key))));
        }
    }

    private static void changeInPlace(PhpValue value) {
        if (value instanceof PhpObject object) {
            object.set(NEW, PhpValue.of("in place"));
        }
    }

    private void checkChange(Change change) {
        SessionVariables session = format.decode(data);
        try {
            change.applyTo(session);
            byte[] written = format.encode(session);
            SessionVariables again = format.decode(written);
            assertSame(session, again);
            assertThat(format.encode(again)).isEqualTo(written);
            if (hasLarge() && session.isModified()) {
                SessionVariables large = format.decode(large());
                change.applyTo(large);
                assertThat(writtenAnew(format.encode(large))).isEqualTo(writtenAnew(written));
            }
        } catch (UnstorableKeyException | PhpDataException refused) {
            assertThat(refused).hasMessageMatching(REFUSALS);
        }
    }

    /** Arrays may have keys twice, which only a large session keeps; PHP never writes that, and reads the last of them. */
    private byte[] writtenAnew(byte[] bytes) {
        SessionVariables session = format.decode(bytes);
        session.put(OTHER, PhpValue.of(1));
        session.remove(OTHER);
        return format.encode(session);
    }

    private static void assertSame(SessionVariables left, SessionVariables right) {
        new SameGraph().check(variables(left), variables(right));
    }

    private static PhpArray variables(SessionVariables session) {
        PhpArray.Builder variables = PhpArray.builder();
        session.phpKeys().forEach(key -> variables.put(key, session.element(key).orElseThrow()));
        return variables.build();
    }

    /** A change that an application may make. */
    private interface Change {
        void applyTo(SessionVariables session);
    }
}
