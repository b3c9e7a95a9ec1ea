package io.savehandler;

import io.savehandler.format.SessionVariables;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** What one request did to its session's variables, in order, so that it can be done again to a fresher state. */
final class ChangeLog {
    private final List<Consumer<SessionVariables>> changes = new ArrayList<>();
    private final Set<String> replaced = new HashSet<>();
    private boolean cleared;

    /** Does something to the variables and remembers it. */
    void apply(SessionVariables variables, Consumer<SessionVariables> change) {
        change.accept(variables);
        changes.add(change);
    }

    /** Sets or unsets a key whatever its value is, and remembers that. */
    void replace(String key, SessionVariables variables, Consumer<SessionVariables> change) {
        apply(variables, change);
        replaced.add(key);
    }

    /** Does away with all keys and remembers that. */
    void clear(SessionVariables variables, Consumer<SessionVariables> change) {
        apply(variables, change);
        cleared = true;
    }

    /** Whether some change set or unset the key without regard to its value. */
    boolean replaces(String key) {
        return cleared || replaced.contains(key);
    }

    /** Remembers what has been done already. */
    void remember(Consumer<SessionVariables> change) {
        changes.add(change);
    }

    void replay(SessionVariables fresh) {
        changes.forEach(change -> change.accept(fresh));
    }

    void forget() {
        changes.clear();
        replaced.clear();
        cleared = false;
    }
}
