package io.savehandler.tomcat;

import io.savehandler.Session;
import io.savehandler.php.PhpArray;
import io.savehandler.php.PhpLong;
import io.savehandler.php.PhpValue;
import io.savehandler.servlet.AttributeCopy;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.catalina.Manager;
import org.apache.catalina.session.StandardSession;

/**
 * What becomes of one of Tomcat's sessions in the store: its attributes under their names, its times in {@code $_SESSION['_tomcat']}
 * in milliseconds.
 */
final class SwappedSession {
    static final String KEY = "_tomcat";
    private static final String CREATED = "created";
    private static final String ACCESSED = "accessed";
    private static final String REST = "max_inactive";

    private SwappedSession() {}

    static Map<String, Object> attributesOf(StandardSession session) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        for (String name : Collections.list(session.getAttributeNames())) {
            Object value = session.getAttribute(name);
            if (value != null) {
                attributes.put(name, value);
            }
        }
        return attributes;
    }

    static void noteTimes(Session stored, StandardSession session) {
        PhpArray mine = PhpArray.EMPTY
                .with(CREATED, PhpValue.of(session.getCreationTimeInternal()))
                .with(ACCESSED, PhpValue.of(session.getThisAccessedTimeInternal()))
                .with(REST, PhpValue.of((long) session.getMaxInactiveInterval()));
        stored.update(
                KEY,
                found -> mine.with(
                        ACCESSED,
                        PhpValue.of(Math.max(number(found, ACCESSED), session.getThisAccessedTimeInternal()))));
    }

    /** Whether a session has rested for longer than it may. */
    static boolean hasEnded(Session stored, long now) {
        PhpValue times = stored.get(KEY);
        long rest = number(times, REST);
        return rest > 0 && now - number(times, ACCESSED) >= rest * 1000;
    }

    /**
     * One of Tomcat's sessions again. Reading it is an access, as with Tomcat's own stores; where it has ended, it keeps the time of
     * its last access, by which Tomcat finds that out.
     */
    static StandardSession restore(
            String id, Session stored, AttributeCopy attributes, Manager manager, boolean ended) {
        StandardSession session = (StandardSession) manager.createEmptySession();
        session.setManager(null);
        session.setId(id, false);
        session.setManager(manager);
        session.setNew(false);
        session.setValid(true);
        PhpValue times = stored.get(KEY);
        session.setMaxInactiveInterval((int) number(times, REST));
        session.setCreationTime(number(times, ended ? ACCESSED : CREATED));
        attributes.load(stored).forEach((name, value) -> session.setAttribute(name, value, false));
        if (!ended) {
            session.access();
            session.endAccess();
        }
        return session;
    }

    private static long number(PhpValue times, String name) {
        return times instanceof PhpArray array && array.get(name) instanceof PhpLong number ? number.asLong() : 0;
    }
}
