package io.savehandler;

import io.savehandler.format.SessionFormat;
import io.savehandler.format.SessionVariables;
import io.savehandler.format.UnstorableKeyException;
import io.savehandler.php.PhpConversionException;
import io.savehandler.php.PhpDataException;
import io.savehandler.php.PhpKey;
import io.savehandler.php.PhpLimits;
import io.savehandler.php.PhpSizeException;
import io.savehandler.php.PhpValue;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Between a session's bytes and its variables, within a size limit: the one place where a format's errors become ours. */
final class SessionCodec {
    private final SessionFormat format;
    private final int maxSessionBytes;

    SessionCodec(SessionFormat format, int maxSessionBytes) {
        this.format = format.withLimits(PhpLimits.defaults().withBytes(maxSessionBytes));
        this.maxSessionBytes = maxSessionBytes;
    }

    SessionVariables decode(byte[] data) {
        if (data.length > maxSessionBytes) {
            throw refused("the stored session has " + data.length + " bytes" + limit());
        }
        try {
            return format.decode(data);
        } catch (PhpDataException e) {
            throw new SessionDataException(format.name(), e.offset(), e.problem(), e);
        }
    }

    /** A session without values of the application's own is an empty one. */
    byte[] encode(SessionVariables variables) {
        return bytes(OwnFacts.areAllOf(variables) ? format.decode(new byte[0]) : variables);
    }

    private byte[] bytes(SessionVariables variables) {
        try {
            return format.encode(variables);
        } catch (PhpSizeException e) {
            throw refused("the session has too many bytes" + largest(variables) + limit());
        } catch (PhpDataException e) {
            throw new SessionDataException(format.name(), -1, e.problem(), e);
        }
    }

    /** The same session with marks of the library's own, which take nothing away. */
    byte[] encodeMarked(byte[] data, Consumer<SessionVariables> marks) {
        SessionVariables copy = decode(data);
        marks.accept(copy);
        return bytes(copy);
    }

    void put(SessionVariables variables, String key, PhpValue value) {
        try {
            variables.put(key, value);
        } catch (UnstorableKeyException e) {
            throw new SessionDataException(
                    format.name(),
                    -1,
                    "this key cannot be stored: " + e.reason() + "; choose another key, or the format " + e.remedy(),
                    e);
        }
    }

    /** The keys that are text. */
    static Set<String> textKeys(SessionVariables variables) {
        Set<String> keys = new LinkedHashSet<>();
        for (PhpKey key : variables.phpKeys()) {
            text(key).ifPresent(keys::add);
        }
        return keys;
    }

    private static Optional<String> text(PhpKey key) {
        try {
            return Optional.of(key.text());
        } catch (PhpConversionException e) {
            return Optional.empty();
        }
    }

    private static String largest(SessionVariables variables) {
        return variables
                .largest()
                .map(largest -> ", " + largest.bytes() + " of them under "
                        + text(largest.key())
                                .map(key -> "the key \"" + key + "\"")
                                .orElse("a key that is not UTF-8"))
                .orElse("");
    }

    private String limit() {
        return "; savehandler.max_session_bytes allows " + maxSessionBytes;
    }

    private SessionDataException refused(String problem) {
        return new SessionDataException(format.name(), -1, problem, null);
    }
}
