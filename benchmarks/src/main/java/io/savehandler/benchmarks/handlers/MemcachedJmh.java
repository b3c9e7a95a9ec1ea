package io.savehandler.benchmarks.handlers;

/** Memcached, beside spymemcached. */
public class MemcachedJmh extends StoreJmh {
    /** For JMH. */
    public MemcachedJmh() {
        super(new MemcachedContest());
    }
}
