package io.savehandler.jetty;

import io.savehandler.Session;
import io.savehandler.php.PhpArray;
import io.savehandler.php.PhpLong;
import io.savehandler.php.PhpNull;
import io.savehandler.php.PhpString;
import io.savehandler.php.PhpValue;
import org.eclipse.jetty.session.SessionData;

/**
 * What Jetty knows of a session besides its attributes, in {@code $_SESSION['_jetty']}, times in milliseconds. It is stored for
 * sessions without attributes, too.
 */
final class JettyFacts {
    static final String KEY = "_jetty";
    private static final String CREATED = "created";
    private static final String ACCESSED = "accessed";
    private static final String LAST_ACCESSED = "last_accessed";
    private static final String MAX_INACTIVE = "max_inactive";
    private static final String EXPIRY = "expiry";
    private static final String COOKIE_SET = "cookie_set";
    private static final String LAST_SAVED = "last_saved";
    private static final String LAST_NODE = "last_node";

    private final PhpValue noted;

    private JettyFacts(PhpValue noted) {
        this.noted = noted;
    }

    static JettyFacts of(Session session) {
        return new JettyFacts(session.get(KEY));
    }

    /** Whether the session is one of Jetty's. */
    boolean areNoted() {
        return noted instanceof PhpArray;
    }

    boolean endBy(long time) {
        long expiry = number(EXPIRY, 0);
        return expiry > 0 && expiry <= time;
    }

    long created(long otherwise) {
        return number(CREATED, otherwise);
    }

    long accessed(long otherwise) {
        return number(ACCESSED, otherwise);
    }

    long lastAccessed(long otherwise) {
        return number(LAST_ACCESSED, otherwise);
    }

    long maxInactive(long otherwise) {
        return number(MAX_INACTIVE, otherwise);
    }

    /** Sets what the constructor of Jetty's data does not. */
    void restore(SessionData data) {
        if (areNoted()) {
            data.setExpiry(number(EXPIRY, 0));
            data.setCookieSet(number(COOKIE_SET, 0));
            data.setLastSaved(number(LAST_SAVED, 1));
            data.setLastNode(((PhpArray) noted).get(LAST_NODE) instanceof PhpString node ? node.toText("") : "");
        }
    }

    /**
     * Notes what a request knows. Where another one has noted a later access meanwhile, that stays, and so does the later
     * end; unless this one has set another interval, which is as the visitor wants it.
     *
     * @param loadedInterval the interval as this request found it
     */
    static void note(Session session, SessionData data, long loadedInterval) {
        boolean intervalIsOurs = data.getMaxInactiveMs() != loadedInterval;
        PhpArray mine = noteOf(data);
        session.update(KEY, found -> {
            JettyFacts theirs = new JettyFacts(found);
            PhpArray merged = mine;
            for (String time : new String[] {ACCESSED, LAST_ACCESSED, LAST_SAVED}) {
                merged = theirs.number(time, 0) > new JettyFacts(mine).number(time, 0)
                        ? merged.with(time, PhpValue.of(theirs.number(time, 0)))
                        : merged;
            }
            return intervalIsOurs || found.isNull() ? merged : theirs.intervalOver(merged);
        });
    }

    private PhpArray intervalOver(PhpArray mine) {
        long interval = number(MAX_INACTIVE, 0);
        boolean theyChangedIt = interval != new JettyFacts(mine).number(MAX_INACTIVE, 0);
        boolean theyEndLater = number(EXPIRY, 0) > new JettyFacts(mine).number(EXPIRY, 0);
        return theyChangedIt || theyEndLater
                ? mine.with(MAX_INACTIVE, PhpValue.of(interval)).with(EXPIRY, PhpValue.of(number(EXPIRY, 0)))
                : mine;
    }

    private static PhpArray noteOf(SessionData data) {
        String node = data.getLastNode();
        return PhpArray.EMPTY
                .with(CREATED, PhpValue.of(data.getCreated()))
                .with(ACCESSED, PhpValue.of(data.getAccessed()))
                .with(LAST_ACCESSED, PhpValue.of(data.getLastAccessed()))
                .with(MAX_INACTIVE, PhpValue.of(data.getMaxInactiveMs()))
                .with(EXPIRY, PhpValue.of(data.getExpiry()))
                .with(COOKIE_SET, PhpValue.of(data.getCookieSet()))
                .with(LAST_SAVED, PhpValue.of(data.getLastSaved()))
                .with(LAST_NODE, node == null ? PhpNull.NULL : PhpValue.of(node));
    }

    private long number(String name, long otherwise) {
        return noted instanceof PhpArray facts && facts.get(name) instanceof PhpLong number
                ? number.asLong()
                : otherwise;
    }
}
