package io.savehandler.servlet;

import io.savehandler.php.PhpArray;
import io.savehandler.php.PhpConversionException;
import io.savehandler.php.PhpKey;
import io.savehandler.php.PhpLong;
import io.savehandler.php.PhpNull;
import io.savehandler.php.PhpValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lists, sets and maps of attributes' values. What is noted about one is an array: under {@code is} what it is, under
 * {@code keys} a map's kind of keys, and about its elements either one note for all ({@code all}) or some ({@code each}).
 */
final class Containers {
    private static final String IS = "is";
    private static final String KEYS = "keys";
    private static final String ALL = "all";
    private static final String EACH = "each";
    private static final String LIST = "list";
    private static final String SET = "set";
    private static final String MAP = "map";

    private final AttributeValues values;

    Containers(AttributeValues values) {
        this.values = values;
    }

    /** Whether a value is a collection of the JDK's; one of somebody else's would not come back as what it was. */
    static boolean isOne(Object value) {
        return value.getClass().getClassLoader() == null
                && (value instanceof List || value instanceof Set || value instanceof Map);
    }

    StoredForm encode(Object container, int depth) {
        PhpArray.Builder array = PhpArray.builder();
        ElementKinds kinds = new ElementKinds();
        if (container instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                StoredForm form = values.encode(entry.getValue(), depth);
                array.put(PlainKinds.key(entry.getKey()), form.value());
                kinds.add(PlainKinds.key(entry.getKey()), form);
            }
        } else {
            int place = 0;
            for (Object element : (Collection<?>) container) {
                StoredForm form = values.encode(element, depth);
                array.add(form.value());
                kinds.add(PhpLong.of(place++), form);
            }
        }
        return new StoredForm(array.build(), noteOn(container, array.build(), kinds));
    }

    private static PhpValue noteOn(Object container, PhpArray array, ElementKinds kinds) {
        String is = container instanceof Map ? MAP : container instanceof Set ? SET : LIST;
        String keys = container instanceof Map<?, ?> map ? keysOf(map) : "";
        PhpArray elements = kinds.note();
        boolean tellsItself = elements.isEmpty() && keys.isEmpty() && is.equals(isList(array) ? LIST : MAP);
        if (tellsItself) {
            return PhpNull.NULL;
        }
        PhpArray note = PhpArray.EMPTY.with(IS, PhpValue.of(is));
        if (!keys.isEmpty()) {
            note = note.with(KEYS, PhpValue.of(keys));
        }
        for (int i = 0; i < elements.size(); i++) {
            note = note.with(elements.keyAt(i), elements.elementAt(i));
        }
        return note;
    }

    private static String keysOf(Map<?, ?> map) {
        Set<Class<?>> types = new LinkedHashSet<>();
        map.keySet().forEach(key -> types.add(key.getClass()));
        if (types.size() > 1) {
            throw new IllegalArgumentException("a map's keys must be of one type");
        }
        return types.contains(Integer.class) ? "int" : types.contains(Long.class) ? "long" : "";
    }

    @Nullable Object decode(PhpArray array, PhpArray note) {
        return switch (note.get(IS).toText("")) {
            case LIST -> elements(array, note, new ArrayList<>());
            case SET -> elements(array, note, new LinkedHashSet<>());
            case MAP -> map(array, note);
            default -> natural(array);
        };
    }

    private Object elements(PhpArray array, PhpArray note, Collection<@Nullable Object> into) {
        for (int i = 0; i < array.size(); i++) {
            into.add(values.decode(array.elementAt(i), kindOf(array.keyAt(i), note)));
        }
        return into;
    }

    private Object map(PhpArray array, PhpArray note) {
        Class<?> keys = switch (note.get(KEYS).toText("")) {
            case "int" -> Integer.class;
            case "long" -> Long.class;
            default -> String.class;
        };
        Map<Object, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < array.size(); i++) {
            PhpKey key = array.keyAt(i);
            map.put(PlainKinds.javaKey(key, keys), values.decode(array.elementAt(i), kindOf(key, note)));
        }
        return map;
    }

    private static PhpValue kindOf(PhpKey key, PhpArray note) {
        PhpValue all = note.get(ALL);
        return all.isNull() && note.get(EACH) instanceof PhpArray each ? each.get(key) : all;
    }

    /** A list or a map, as the keys say. */
    static Object natural(PhpArray array) {
        if (isList(array)) {
            List<@Nullable Object> list = new ArrayList<>(array.size());
            for (int i = 0; i < array.size(); i++) {
                list.add(PlainKinds.natural(array.elementAt(i)));
            }
            return list;
        }
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        try {
            for (int i = 0; i < array.size(); i++) {
                map.put(array.keyAt(i).text(), PlainKinds.natural(array.elementAt(i)));
            }
        } catch (PhpConversionException e) {
            return array;
        }
        return map;
    }

    private static boolean isList(PhpArray array) {
        for (int i = 0; i < array.size(); i++) {
            if (!array.keyAt(i).equals(PhpLong.of(i))) {
                return false;
            }
        }
        return true;
    }

    /** What is to be noted about the elements of one container. */
    private static final class ElementKinds {
        private final PhpArray.Builder each = PhpArray.builder();
        private final Set<PhpValue> different = new LinkedHashSet<>();

        void add(PhpKey key, StoredForm form) {
            if (form.value().isNull()) {
                return;
            }
            different.add(form.kind());
            if (!form.kind().isNull()) {
                each.put(key, form.kind());
            }
        }

        PhpArray note() {
            PhpArray kinds = each.build();
            if (kinds.isEmpty()) {
                return kinds;
            }
            return different.size() == 1
                    ? PhpArray.EMPTY.with(ALL, kinds.elementAt(0))
                    : PhpArray.EMPTY.with(EACH, kinds);
        }
    }
}
