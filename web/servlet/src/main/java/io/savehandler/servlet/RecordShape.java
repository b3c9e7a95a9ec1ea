package io.savehandler.servlet;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A record's components. */
final class RecordShape implements ObjectShape {
    private final Map<String, RecordComponent> components = new LinkedHashMap<>();
    private final Map<String, Type> parts = new LinkedHashMap<>();
    private final Constructor<?> constructor;

    RecordShape(Class<?> type) {
        for (RecordComponent component : type.getRecordComponents()) {
            components.put(component.getName(), component);
            parts.put(component.getName(), component.getGenericType());
            Reflected.open(component.getAccessor());
        }
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        this.constructor = Reflected.constructor(type, types);
    }

    @Override
    public Map<String, Type> parts() {
        return parts;
    }

    @Override
    public @Nullable Object get(Object object, String part) {
        RecordComponent component = components.get(part);
        return component == null ? null : Reflected.call(component.getAccessor(), object);
    }

    @Override
    public Object make(Map<String, @Nullable Object> values) {
        @Nullable Object[] arguments = components.values().stream()
                .map(component -> Reflected.orZero(values.get(component.getName()), component.getType()))
                .toArray();
        return Reflected.make(constructor, arguments);
    }
}
