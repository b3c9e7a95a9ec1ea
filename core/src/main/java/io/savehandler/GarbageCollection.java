package io.savehandler;

import java.util.random.RandomGenerator;

/** Runs a handler's gc at some of the starts, as {@code session.gc_probability} says. */
final class GarbageCollection {
    private static final System.Logger LOG = System.getLogger(GarbageCollection.class.getName());

    private final SessionConfig config;
    private final RandomGenerator random;

    GarbageCollection(SessionConfig config, RandomGenerator random) {
        this.config = config;
        this.random = random;
    }

    /** Throws the dice. A gc that fails costs no visitor the page: it is logged, and a later start tries again. */
    void maybeRun(SessionHandler handler) {
        if (random.nextLong(config.gcDivisor()) >= config.gcProbability()) {
            return;
        }
        try {
            handler.gc(config.gcMaxLifetime());
        } catch (SessionException e) {
            LOG.log(System.Logger.Level.WARNING, "Session gc failed; a later start runs it again", e);
        }
    }
}
