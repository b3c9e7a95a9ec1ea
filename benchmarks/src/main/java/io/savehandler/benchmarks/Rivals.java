package io.savehandler.benchmarks;

import java.util.function.IntToLongFunction;

/** The same work done by a peer and by Java, batch by batch in turns, so that both see the same machine. */
public final class Rivals {
    private static final long BATCH_NANOS = 4_000_000;
    private static final long WARM_UP_NANOS = 2_000_000_000;
    private static final int BATCHES = 61;
    private static final int QUICK = 4;

    private final IntToLongFunction peerTime;
    private final IntToLongFunction javaTime;
    private final Samples peer = new Samples();
    private final Samples java = new Samples();

    /**
     * Two that do the same.
     *
     * @param peerTime does the work so many times and says how many nanoseconds of processor time that took
     * @param work the same in Java, once
     */
    public Rivals(IntToLongFunction peerTime, Runnable work) {
        this.peerTime = peerTime;
        this.javaTime = times -> CpuTime.of(work, times);
    }

    /** Warms both up, then measures. */
    public void measure(boolean quick) {
        int share = quick ? QUICK : 1;
        int peerPieces = warmUp(peerTime, WARM_UP_NANOS / 10 / share);
        int javaPieces = warmUp(javaTime, WARM_UP_NANOS / share);
        for (int i = 0; i < BATCHES / share; i++) {
            peer.add(peerTime.applyAsLong(peerPieces), peerPieces);
            java.add(javaTime.applyAsLong(javaPieces), javaPieces);
        }
    }

    /** The peer's times. */
    public Samples peer() {
        return peer;
    }

    /** Java's times. */
    public Samples java() {
        return java;
    }

    /** The peer's median by Java's: above 1, Java is faster. */
    public double ratioOfMedians() {
        return peer.median() / java.median();
    }

    /** The peer's fastest batch by Java's: above 1, Java is faster. */
    public double ratioOfLeast() {
        return peer.least() / java.least();
    }

    /** Works for a while; returns how many pieces fill a batch. */
    private static int warmUp(IntToLongFunction time, long nanos) {
        int pieces = 1;
        for (long spent = 0; spent < nanos; ) {
            long batch = Math.max(1, time.applyAsLong(pieces));
            spent += batch;
            pieces = (int) Math.max(1, Math.min(pieces * 2L, pieces * BATCH_NANOS / batch));
        }
        return pieces;
    }
}
