package io.savehandler.memcached;

/**
 * What came of a change of one item.
 *
 * @param cas the changed item's, where the protocol tells; else 0
 */
record MemcachedAnswer(MemcachedVerdict verdict, long cas) {
    boolean isDone() {
        return verdict == MemcachedVerdict.DONE;
    }
}
