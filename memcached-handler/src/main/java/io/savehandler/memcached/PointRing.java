package io.savehandler.memcached;

import java.util.Arrays;

/**
 * A circle of 2<sup>32</sup> numbers with points that belong to servers: a hash belongs to the next point's server. Of
 * equal points the one of the server that was named first counts. Immutable.
 */
final class PointRing {
    private static final int SERVER_BITS = 31;

    /** The point in the upper half, its server in the lower: in order, with the first server first among equals. */
    private final long[] points;

    private PointRing(long[] points) {
        this.points = points;
    }

    static Builder builder() {
        return new Builder();
    }

    /** The server that a hash belongs to, as its place in the save path. */
    int serverOf(int hash) {
        long unsigned = hash & 0xffff_ffffL;
        int low = 0;
        int high = points.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (points[middle] >>> SERVER_BITS < unsigned) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        long point = points[low == points.length ? 0 : low];
        return (int) (point & Integer.MAX_VALUE);
    }

    int size() {
        return points.length;
    }

    /** Collects points. Not thread-safe. */
    static final class Builder {
        private long[] points = new long[512];
        private int size;

        private Builder() {}

        Builder add(int point, int server) {
            if (size == points.length) {
                points = Arrays.copyOf(points, size * 2);
            }
            points[size++] = (point & 0xffff_ffffL) << SERVER_BITS | server;
            return this;
        }

        PointRing build() {
            long[] sorted = Arrays.copyOf(points, size);
            Arrays.sort(sorted);
            return new PointRing(sorted);
        }
    }
}
