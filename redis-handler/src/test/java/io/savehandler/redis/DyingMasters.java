package io.savehandler.redis;

/** Real servers of which one master after the other is killed. Not thread-safe. */
interface DyingMasters extends AutoCloseable {

    /** Where the sessions are. */
    String savePath();

    /** Kills a master and waits until the others have agreed on its successor: when that was, as {@link System#nanoTime()}. */
    long killOne();

    /** Starts the one that died again, and waits until everybody has a replica that is in step. */
    void rejoin();

    @Override
    void close();
}
