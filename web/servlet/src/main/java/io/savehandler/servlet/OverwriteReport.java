package io.savehandler.servlet;

import io.savehandler.SessionEvents;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Tells of attributes that two requests have set at the same time: each to the events, each name once to the log. Thread-safe. */
final class OverwriteReport {
    private static final System.Logger LOGGER = System.getLogger("io.savehandler.servlet");
    private static final int MOST_LOGGED = 100;

    private final SessionEvents events;
    private final Set<String> logged = ConcurrentHashMap.newKeySet();

    OverwriteReport(SessionEvents events) {
        this.events = events;
    }

    void report(Set<String> names) {
        if (names.isEmpty()) {
            return;
        }
        events.overwritten(names.size());
        for (String name : names) {
            if (logged.size() < MOST_LOGGED && logged.add(name)) {
                LOGGER.log(
                        System.Logger.Level.WARNING,
                        "Two requests have changed the session attribute \"" + name
                                + "\" at the same time; the value of"
                                + " the one that was saved last stays. See TROUBLESHOOTING.md#attribute-overwritten");
            }
        }
    }
}
