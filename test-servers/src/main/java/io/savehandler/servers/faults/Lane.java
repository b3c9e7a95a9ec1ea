package io.savehandler.servers.faults;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One direction of a {@link FaultProxy}, over all of its connections: its faults, which combine and can be changed at any
 * time, and its figures. Thread-safe.
 */
public final class Lane {
    private static final long NO_CUT = Long.MAX_VALUE;

    private final Traffic traffic = new Traffic();
    private Duration delay = Duration.ZERO;
    private int portion = Integer.MAX_VALUE;
    private Duration pause = Duration.ZERO;
    private boolean stalled;
    private boolean swallowing;
    private long untilCut = NO_CUT;
    private Cut cut = Cut.CLOSE;

    Lane() {}

    /** Passes everything on this much later than it came; what came together stays together. */
    public synchronized void delay(Duration delay) {
        this.delay = delay;
        notifyAll();
    }

    /**
     * Passes on at most so many bytes at a time on each connection, with a pause after each time.
     *
     * @throws IllegalArgumentException if that is less than one byte
     */
    public synchronized void trickle(int bytes, Duration pause) {
        if (bytes < 1) {
            throw new IllegalArgumentException("bytes: " + bytes + ", at least 1 is needed");
        }
        this.portion = bytes;
        this.pause = pause;
        notifyAll();
    }

    /** Keeps everything back, until {@link #resume} lets it go. */
    public synchronized void stall() {
        stalled = true;
    }

    /** Throws everything away, as if it had been sent and never arrived; the end of a stream still passes. */
    public synchronized void swallow() {
        swallowing = true;
    }

    /**
     * Lets so many more bytes pass, then cuts the connection on which the last of them went, once. With 0 it cuts the
     * connection that brings the next byte, which is lost.
     */
    public synchronized void cutAfter(long bytes, Cut how) {
        untilCut = bytes;
        cut = how;
    }

    /** Ends all faults of this direction; what was kept back goes its way. */
    public synchronized void resume() {
        delay = Duration.ZERO;
        portion = Integer.MAX_VALUE;
        pause = Duration.ZERO;
        stalled = false;
        swallowing = false;
        untilCut = NO_CUT;
        notifyAll();
    }

    /** How many bytes have been passed on. */
    public synchronized long passed() {
        return traffic.passed();
    }

    /** How many bytes have been thrown away by {@link #swallow}. */
    public synchronized long swallowed() {
        return traffic.swallowed();
    }

    /**
     * Waits until so many bytes in all have been thrown away: an answer is surely lost then, and its request delivered.
     *
     * @throws IllegalStateException if the time is up or the thread is interrupted
     */
    public synchronized void awaitSwallowed(long bytes, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            while (traffic.swallowed() < bytes) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    throw new IllegalStateException("only " + traffic.swallowed() + " bytes swallowed in " + timeout);
                }
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for bytes to be swallowed", e);
        }
    }

    /** Keeps a copy of all bytes that are passed on from now. */
    public synchronized void record() {
        traffic.record();
    }

    /** What was passed on since {@link #record}, for each connection that passed on anything, the oldest first. */
    public synchronized List<byte[]> recorded() {
        return traffic.copies();
    }

    /**
     * Waits until the next bytes of a chunk may go, and decides what becomes of them; counts them at once, so that
     * whoever gets them finds them counted.
     *
     * @param rested the end of the last step's pause, as of {@link System#nanoTime()}
     */
    synchronized Step next(int connection, Chunk chunk, long rested) throws InterruptedException {
        awaitTurn(chunk, rested);
        if (untilCut == 0) {
            untilCut = NO_CUT;
            return Step.cut(cut);
        }
        if (swallowing) {
            traffic.swallow(chunk.remaining());
            notifyAll();
            return Step.discard(chunk.remaining());
        }
        int length = (int) Math.min(Math.min(chunk.remaining(), portion), untilCut);
        traffic.pass(connection, chunk, length);
        return Step.pass(length, pause, takeFromCut(length));
    }

    /** Waits as bytes would that came with the end of the stream. */
    synchronized void awaitTurn(Chunk chunk, long rested) throws InterruptedException {
        for (long left = nanosLeft(chunk, rested); stalled || left > 0; left = nanosLeft(chunk, rested)) {
            if (stalled) {
                wait();
            } else {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        }
    }

    private long nanosLeft(Chunk chunk, long rested) {
        long now = System.nanoTime();
        long untilDue = chunk.arrived() + delay.toNanos() - now;
        return pause.isZero() ? untilDue : Math.max(untilDue, rested - now);
    }

    private Optional<Cut> takeFromCut(int length) {
        if (untilCut == NO_CUT) {
            return Optional.empty();
        }
        untilCut -= length;
        if (untilCut > 0) {
            return Optional.empty();
        }
        untilCut = NO_CUT;
        return Optional.of(cut);
    }
}
