package io.savehandler.benchmarks.formats;

import com.sun.management.ThreadMXBean;
import io.savehandler.php.PhpArray;
import io.savehandler.php.PhpBoolean;
import io.savehandler.php.PhpDouble;
import io.savehandler.php.PhpKey;
import io.savehandler.php.PhpLong;
import io.savehandler.php.PhpObject;
import io.savehandler.php.PhpString;
import io.savehandler.php.PhpValue;
import java.lang.management.ManagementFactory;
import java.util.List;

/** Touches every value there is, so that none can have been left unbuilt. */
final class ValueVisit {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private ValueVisit() {}

    /** How much memory it takes to touch all these values: none, if all were built before. */
    static long bytesMadeBy(List<PhpValue> values) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < values.size(); i++) {
            count(values.get(i));
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    /**
     * A number that depends on each value, but for those that objects and references hold: these are built together with
     * their holder and can lead back to it.
     */
    static long count(PhpValue value) {
        if (value instanceof PhpString string) {
            return string.length();
        }
        if (value instanceof PhpLong number) {
            return number.asLong();
        }
        if (value instanceof PhpArray array) {
            long sum = 1;
            for (int i = 0; i < array.size(); i++) {
                sum += count(array.keyAt(i)) + count(array.elementAt(i));
            }
            return sum;
        }
        if (value instanceof PhpDouble number) {
            return (long) number.asDouble();
        }
        if (value instanceof PhpBoolean truth) {
            return truth.asBoolean() ? 1 : 2;
        }
        return value instanceof PhpObject object ? 1L + object.size() : 3;
    }

    private static long count(PhpKey key) {
        return key instanceof PhpString string ? string.length() : 1;
    }
}
