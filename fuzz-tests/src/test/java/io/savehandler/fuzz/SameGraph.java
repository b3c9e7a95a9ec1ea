package io.savehandler.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.php.PhpArray;
import io.savehandler.php.PhpConversionException;
import io.savehandler.php.PhpCustom;
import io.savehandler.php.PhpKey;
import io.savehandler.php.PhpObject;
import io.savehandler.php.PhpString;
import io.savehandler.php.PhpType;
import io.savehandler.php.PhpValue;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Compares values that may share objects, arrays and places, and may contain themselves. The same object must stand in the
 * same places; arrays need not, for only igbinary keeps which are one.
 */
final class SameGraph {
    private final IdentityHashMap<PhpValue, PhpValue> objects = new IdentityHashMap<>();
    private final IdentityHashMap<PhpValue, Integer> numbers = new IdentityHashMap<>();
    private final Set<Long> seen = new HashSet<>();
    private final Deque<PhpValue> open = new ArrayDeque<>();

    private void add(PhpValue left, PhpValue right) {
        PhpValue a = left.dereferenced();
        PhpValue b = right.dereferenced();
        assertThat(b.type()).isEqualTo(a.type());
        if (a.type() != PhpType.ARRAY && a.type() != PhpType.OBJECT && a.type() != PhpType.CUSTOM) {
            // Not every bit of a NaN has a place in text.
            assertThat(b.equals(a) || (isNan(a) && isNan(b))).isTrue();
            return;
        }
        if (a.type() != PhpType.ARRAY) {
            objects.putIfAbsent(a, b);
            assertThat(objects.get(a)).isSameAs(b);
        }
        if (seen.add((long) number(a) << 32 | number(b))) {
            open.push(a);
            open.push(b);
        }
    }

    void check(PhpArray all, PhpArray others) {
        add(all, others);
        while (!open.isEmpty()) {
            PhpValue right = open.pop();
            PhpValue left = open.pop();
            if (left instanceof PhpArray array) {
                sameElements(array, right.asArray());
            } else if (left instanceof PhpObject object) {
                sameProperties(object, right.asObject());
            } else {
                // The payload may hold back-references, which every format and every change numbers anew.
                assertThat(name(((PhpCustom) right)::className)).isEqualTo(name(((PhpCustom) left)::className));
            }
        }
    }

    private static boolean isNan(PhpValue value) {
        return value.type() == PhpType.FLOAT && Double.isNaN(value.asDouble());
    }

    private int number(PhpValue value) {
        return numbers.computeIfAbsent(value, any -> numbers.size());
    }

    private void sameElements(PhpArray left, PhpArray right) {
        Map<PhpKey, PhpValue> wanted = elements(left);
        Map<PhpKey, PhpValue> found = elements(right);
        assertThat(List.copyOf(found.keySet())).isEqualTo(List.copyOf(wanted.keySet()));
        wanted.forEach((key, value) -> add(value, Objects.requireNonNull(found.get(key))));
    }

    /** As text formats read them: igbinary does not take the key "7" for 7. */
    private static Map<PhpKey, PhpValue> elements(PhpArray array) {
        Map<PhpKey, PhpValue> elements = new LinkedHashMap<>();
        for (int i = 0; i < array.size(); i++) {
            PhpKey key = array.keyAt(i);
            elements.put(key instanceof PhpString text ? PhpKey.of(text) : key, array.elementAt(i));
        }
        return elements;
    }

    private void sameProperties(PhpObject left, PhpObject right) {
        assertThat(name(right::className)).isEqualTo(name(left::className));
        assertThat(right.names()).isEqualTo(left.names());
        for (PhpKey name : left.names()) {
            add(Objects.requireNonNull(left.element(name)), Objects.requireNonNull(right.element(name)));
        }
    }

    private static String name(Supplier<String> className) {
        try {
            return className.get();
        } catch (PhpConversionException notUtf8) {
            return "";
        }
    }
}
