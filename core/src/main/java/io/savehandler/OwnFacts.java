package io.savehandler;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.savehandler.format.SessionVariables;
import io.savehandler.php.PhpArray;
import io.savehandler.php.PhpKey;
import io.savehandler.php.PhpLong;
import io.savehandler.php.PhpNull;
import io.savehandler.php.PhpString;
import io.savehandler.php.PhpValue;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What the engine keeps in a session besides the application's values: one array under one key, {@value #KEY}, with times
 * in seconds since 1970 and perhaps an id. PHP carries it along like any other variable. What is neither is ignored.
 */
final class OwnFacts {
    static final String KEY = "_savehandler";
    private static final String CREATED = "created";
    private static final String COPY_UNTIL = "copy_until";
    private static final String MOVED_TO = "moved_to";
    private static final int MOST_MOVES = 16;

    private OwnFacts() {}

    /** When the session began, if that was written down. */
    static Optional<Instant> created(SessionVariables variables) {
        return time(variables, CREATED);
    }

    /** Writes down when the session began, unless that was done before. */
    static void begin(SessionVariables variables, Instant now) {
        if (created(variables).isEmpty()) {
            set(variables, CREATED, PhpValue.of(now.getEpochSecond()));
        }
    }

    /** Until when the copy that a regeneration left may be read; empty for a session that is no such copy. */
    static Optional<Instant> copyUntil(SessionVariables variables) {
        return time(variables, COPY_UNTIL);
    }

    /** Makes the variables those of a copy. */
    static void markCopy(SessionVariables variables, Instant until) {
        set(variables, COPY_UNTIL, PhpValue.of(until.getEpochSecond()));
    }

    /** Makes the variables those of a copy that leads to another session. */
    static void markMoved(SessionVariables variables, Instant until, String newId) {
        markCopy(variables, until);
        set(variables, MOVED_TO, PhpValue.of(newId));
    }

    /**
     * Where the session went that this is a copy of, if the copy tells and its time is not over.
     *
     * @param moves how many such copies led to this one; nobody rotates an id that often within one copy's time
     */
    static Optional<String> movedTo(SessionVariables variables, int moves, Sessions sessions) {
        Instant now = sessions.clock().instant();
        if (moves < MOST_MOVES
                && copyUntil(variables).filter(now::isBefore).isPresent()
                && variables.get(KEY) instanceof PhpArray facts
                && facts.get(MOVED_TO) instanceof PhpString id) {
            return Optional.of(new String(id.bytes(), ISO_8859_1))
                    .filter(sessions.config().ids()::accepts);
        }
        return Optional.empty();
    }

    /**
     * Whether the session has come to its end, however much it was used.
     *
     * @param lifetime how long a session may live, if that is bounded
     */
    static boolean endBy(SessionVariables variables, Optional<Duration> lifetime, Instant now) {
        boolean tooOld = lifetime.isPresent()
                && created(variables)
                        .filter(created -> Duration.between(created, now).compareTo(lifetime.get()) >= 0)
                        .isPresent();
        return tooOld
                || copyUntil(variables).filter(until -> !now.isBefore(until)).isPresent();
    }

    /** A fact by its name; PHP's null where there is none. */
    static PhpValue get(SessionVariables variables, String name) {
        return variables.get(KEY) instanceof PhpArray facts ? facts.get(name) : PhpNull.NULL;
    }

    /** Replaces a fact by what a function makes of it; null removes it. */
    static void update(SessionVariables variables, String name, UnaryOperator<PhpValue> change) {
        PhpValue before = get(variables, name);
        PhpValue after = change.apply(before);
        if (after.equals(before)) {
            return;
        }
        if (!after.isNull()) {
            set(variables, name, after);
        } else if (variables.get(KEY) instanceof PhpArray facts) {
            putOrRemove(variables, facts.without(PhpKey.of(name)));
        }
    }

    /**
     * Refuses a name that an adapter must leave alone.
     *
     * @throws IllegalArgumentException if the engine keeps something of its own under the name
     */
    static void refuseFact(String name) {
        if (name.equals(COPY_UNTIL) || name.equals(MOVED_TO)) {
            throw new IllegalArgumentException("The fact \"" + name + "\" is the engine's own; choose another name");
        }
    }

    /** Whether there are such facts and nothing of the application's; the session counts as empty then. */
    static boolean areAllOf(SessionVariables variables) {
        return variables.size() == 1 && variables.containsKey(KEY);
    }

    /** Takes the application's variables away. */
    static void clearOthers(SessionVariables variables) {
        PhpValue facts = variables.get(KEY);
        boolean kept = variables.containsKey(KEY);
        variables.clear();
        if (kept) {
            variables.put(KEY, facts);
        }
    }

    static void refuse(String key) {
        if (key.equals(KEY)) {
            throw new IllegalArgumentException(
                    "The session key \"" + KEY + "\" is the library's own; choose another name");
        }
    }

    private static Optional<Instant> time(SessionVariables variables, String name) {
        if (variables.get(KEY) instanceof PhpArray facts && facts.get(name) instanceof PhpLong seconds) {
            return Optional.of(Instant.ofEpochSecond(clamped(seconds.asLong())));
        }
        return Optional.empty();
    }

    /** A time that no Instant can hold is as good as the end of all times. */
    private static long clamped(long seconds) {
        return Math.max(Instant.MIN.getEpochSecond(), Math.min(seconds, Instant.MAX.getEpochSecond()));
    }

    private static void putOrRemove(SessionVariables variables, PhpArray facts) {
        if (facts.isEmpty()) {
            variables.remove(KEY);
        } else {
            variables.put(KEY, facts);
        }
    }

    private static void set(SessionVariables variables, String name, PhpValue fact) {
        PhpArray facts = variables.get(KEY) instanceof PhpArray known ? known : PhpArray.EMPTY;
        variables.put(KEY, facts.with(name, fact));
    }
}
