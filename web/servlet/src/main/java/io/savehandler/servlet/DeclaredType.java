package io.savehandler.servlet;

import io.savehandler.php.PhpArray;
import io.savehandler.php.PhpNull;
import io.savehandler.php.PhpValue;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Values whose Java type is declared, so that nothing about it need be noted: parts of records and beans. */
final class DeclaredType {
    private static final ClassValue<RecordShape> RECORDS = new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
            return new RecordShape(type);
        }
    };

    private DeclaredType() {}

    /**
     * Refuses a type that no value of can be stored.
     *
     * @throws IllegalArgumentException naming the type
     */
    static void requireStorable(Type type) {
        Class<?> raw = raw(type);
        if (isList(raw) || raw == Set.class) {
            requireStorable(argument(type, 0));
        } else if (raw == Map.class) {
            PlainKinds.requireKey(raw(argument(type, 0)));
            requireStorable(argument(type, 1));
        } else if (!raw.isRecord() && !raw.isEnum() && !PlainKinds.has(raw)) {
            throw new IllegalArgumentException("a part of type " + type.getTypeName()
                    + " cannot be stored; use a plain value, an enum, a record, or a List, Set or Map of such");
        }
    }

    static PhpValue encode(@Nullable Object value, Type type) {
        Class<?> raw = raw(type);
        if (value == null) {
            return PhpNull.NULL;
        }
        if (value instanceof Collection<?> elements) {
            PhpArray.Builder array = PhpArray.builder();
            elements.forEach(element -> array.add(encode(element, argument(type, 0))));
            return array.build();
        }
        if (value instanceof Map<?, ?> map) {
            PhpArray.Builder array = PhpArray.builder();
            map.forEach((key, element) -> array.put(PlainKinds.key(key), encode(element, argument(type, 1))));
            return array.build();
        }
        if (value instanceof Enum<?> constant) {
            return PhpValue.of(constant.name());
        }
        return raw.isRecord()
                ? ObjectCodec.encoded(RECORDS.get(raw), value)
                : PlainKinds.of(raw).encode(value);
    }

    static @Nullable Object decode(PhpValue stored, Type type) {
        Class<?> raw = raw(type);
        if (stored.isNull()) {
            return null;
        }
        if (isList(raw) || raw == Set.class) {
            Collection<@Nullable Object> elements = raw == Set.class ? new LinkedHashSet<>() : new ArrayList<>();
            PhpArray array = stored.asArray();
            for (int i = 0; i < array.size(); i++) {
                elements.add(decode(array.elementAt(i), argument(type, 0)));
            }
            return elements;
        }
        if (raw == Map.class) {
            return map(stored.asArray(), type);
        }
        if (raw.isEnum()) {
            return constant(raw, stored.asString());
        }
        return raw.isRecord()
                ? ObjectCodec.decoded(RECORDS.get(raw), stored)
                : PlainKinds.of(raw).decode(stored);
    }

    private static Map<Object, @Nullable Object> map(PhpArray array, Type type) {
        Map<Object, @Nullable Object> map = new LinkedHashMap<>();
        Class<?> keys = raw(argument(type, 0));
        for (int i = 0; i < array.size(); i++) {
            map.put(PlainKinds.javaKey(array.keyAt(i), keys), decode(array.elementAt(i), argument(type, 1)));
        }
        return map;
    }

    private static Object constant(Class<?> type, String name) {
        for (Object constant : type.getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(name)) {
                return constant;
            }
        }
        throw new IllegalArgumentException(type.getName() + " has no such constant");
    }

    private static boolean isList(Class<?> type) {
        return type == List.class || type == Collection.class;
    }

    private static Class<?> raw(Type type) {
        if (type instanceof Class<?> itself) {
            return itself;
        }
        if (type instanceof ParameterizedType parameterized) {
            return raw(parameterized.getRawType());
        }
        if (type instanceof WildcardType wildcard) {
            return raw(wildcard.getUpperBounds()[0]);
        }
        throw new IllegalArgumentException("the type " + type.getTypeName() + " says too little to be stored");
    }

    private static Type argument(Type type, int place) {
        if (type instanceof ParameterizedType parameterized) {
            return parameterized.getActualTypeArguments()[place];
        }
        throw new IllegalArgumentException(
                "the type " + type.getTypeName() + " does not say what it holds; write it with its type arguments");
    }
}
