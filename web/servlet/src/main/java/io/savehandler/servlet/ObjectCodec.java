package io.savehandler.servlet;

import io.savehandler.php.PhpArray;
import io.savehandler.php.PhpValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Stores objects of one class as arrays of their parts. */
final class ObjectCodec implements AttributeCodec {
    private final String name;
    private final Class<?> type;
    private final ObjectShape shape;

    ObjectCodec(String name, Class<?> type, ObjectShape shape) {
        this.name = Objects.requireNonNull(name, "name");
        this.type = type;
        this.shape = shape;
        shape.parts().values().forEach(DeclaredType::requireStorable);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean accepts(Object value) {
        return value.getClass() == type;
    }

    @Override
    public PhpValue encode(Object value) {
        return encoded(shape, value);
    }

    @Override
    public Object decode(PhpValue stored) {
        return decoded(shape, stored);
    }

    static PhpArray encoded(ObjectShape shape, Object value) {
        PhpArray.Builder array = PhpArray.builder();
        shape.parts().forEach((part, type) -> array.put(part, DeclaredType.encode(shape.get(value, part), type)));
        return array.build();
    }

    static Object decoded(ObjectShape shape, PhpValue stored) {
        PhpArray array = stored.asArray();
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        shape.parts().forEach((part, type) -> values.put(part, DeclaredType.decode(array.get(part), type)));
        return shape.make(values);
    }
}
