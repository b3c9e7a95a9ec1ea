package io.savehandler.memory;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;

/** Some of a store's deadlines. The hash of a random id says nothing about its age, so the first ones met will do. */
final class DeadlineSample {
    private static final int LARGEST = 1_024;

    private DeadlineSample() {}

    /**
     * Up to which deadline about one session of so many is.
     *
     * @param share how many sessions there are for one that is wanted; at least 1
     */
    static long of(Map<String, StoredSession> sessions, int share) {
        long[] deadlines = new long[LARGEST];
        int count = 0;
        for (Iterator<StoredSession> all = sessions.values().iterator(); count < LARGEST && all.hasNext(); count++) {
            deadlines[count] = all.next().deadline();
        }
        Arrays.sort(deadlines, 0, count);
        return count == 0 ? Long.MAX_VALUE : deadlines[(count - 1) / share];
    }
}
