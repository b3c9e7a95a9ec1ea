package io.savehandler.examples.unittesting;

import io.savehandler.Concurrency;
import io.savehandler.Session;
import io.savehandler.Sessions;
import org.jspecify.annotations.Nullable;

/** Counts the articles that a visitor wants to buy. Thread-safe. */
public final class Basket {
    private final Sessions sessions;

    /** A basket in each of these sessions. */
    public Basket(Sessions sessions) {
        this.sessions = sessions;
    }

    /** Puts in an article, one request after the other, and returns the visitor's id for the next one. */
    public String add(@Nullable String visitor, String article) {
        return sessions.run(visitor, session -> {
            session.update(article, count -> count.toLong(0) + 1);
            return session.id();
        });
    }

    /** Puts in an article without waiting for the visitor's other requests. */
    public void addAtOnce(String visitor, String article) {
        sessions.run(visitor, Concurrency.MERGE, session -> session.update(article, count -> count.toLong(0) + 1));
    }

    /** How many of an article there are. */
    public long count(String visitor, String article) {
        try (Session session = sessions.start(visitor, Concurrency.READ_ONLY)) {
            return session.getLong(article, 0);
        }
    }
}
