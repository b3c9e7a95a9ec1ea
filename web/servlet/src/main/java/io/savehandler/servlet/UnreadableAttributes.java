package io.savehandler.servlet;

import io.savehandler.SessionEvents;
import io.savehandler.php.PhpConversionException;
import io.savehandler.php.PhpString;
import io.savehandler.php.PhpValue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Reports attributes that cannot be given to the application: each to the events, and of its kind one to the log. Thread-safe. */
final class UnreadableAttributes {
    private static final System.Logger LOGGER = System.getLogger("io.savehandler.servlet");
    private static final int MOST_LOGGED = 100;

    private final SessionEvents events;
    private final Set<String> logged = ConcurrentHashMap.newKeySet();

    UnreadableAttributes(SessionEvents events) {
        this.events = events;
    }

    void report(String name, PhpValue kind, RuntimeException failure) {
        String kindName = kind instanceof PhpString text ? text.toText("") : "a collection";
        events.valueUnreadable(kindName);
        if (logged.size() < MOST_LOGGED && logged.add(name + " " + kindName)) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "The session attribute \"" + name + "\", stored as \"" + kindName + "\", cannot be read: "
                            + reason(failure) + ". It reads as null and stays in the session."
                            + " See TROUBLESHOOTING.md#attribute-unreadable");
        }
    }

    /** What a codec's own exception says may be session data. */
    private static String reason(RuntimeException failure) {
        boolean ours = failure instanceof UnknownKindException || failure instanceof PhpConversionException;
        Throwable shown = !ours && failure.getCause() != null ? failure.getCause() : failure;
        return ours
                ? String.valueOf(failure.getMessage())
                : "its codec failed with " + shown.getClass().getName();
    }
}
