package io.savehandler.benchmarks.formats;

import io.savehandler.php.PhpArray;
import io.savehandler.php.PhpKey;
import io.savehandler.php.PhpObject;
import io.savehandler.php.PhpString;
import io.savehandler.php.PhpValue;

/** Touches every value there is, so that none can have been left unbuilt. */
final class ValueVisit {
    private ValueVisit() {}

    /** A number that depends on each value; what a reference holds is not followed, because it can lead back. */
    static long count(PhpValue value) {
        if (value instanceof PhpArray array) {
            long sum = 1;
            for (int i = 0; i < array.size(); i++) {
                sum += count(array.keyAt(i)) + count(array.elementAt(i));
            }
            return sum;
        }
        if (value instanceof PhpObject object) {
            return 1 + properties(object);
        }
        if (value instanceof PhpString string) {
            return string.length();
        }
        return switch (value.type()) {
            case INTEGER -> value.asLong();
            case FLOAT -> (long) value.asDouble();
            case BOOLEAN -> value.asBoolean() ? 1 : 2;
            default -> 3;
        };
    }

    private static long count(PhpKey key) {
        return key instanceof PhpString string ? string.length() : 1;
    }

    private static long properties(PhpObject object) {
        long sum = 0;
        for (PhpKey name : object.names()) {
            PhpValue property = object.get(name);
            sum += property instanceof PhpObject ? 1 : count(property);
        }
        return sum;
    }
}
