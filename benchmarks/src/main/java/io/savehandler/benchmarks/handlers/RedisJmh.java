package io.savehandler.benchmarks.handlers;

/** Redis, beside Lettuce. */
public class RedisJmh extends StoreJmh {
    /** For JMH. */
    public RedisJmh() {
        super(new RedisContest());
    }
}
