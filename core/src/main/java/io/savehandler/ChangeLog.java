package io.savehandler;

import io.savehandler.format.SessionVariables;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What one request did to its session's variables, in order, so that it can be done again to a fresher state. */
final class ChangeLog {
    private final List<Consumer<SessionVariables>> changes = new ArrayList<>();

    /** Does something to the variables and remembers it. */
    void apply(SessionVariables variables, Consumer<SessionVariables> change) {
        change.accept(variables);
        changes.add(change);
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
    }
}
