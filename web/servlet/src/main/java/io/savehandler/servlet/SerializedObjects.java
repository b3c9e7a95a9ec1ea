package io.savehandler.servlet;

import io.savehandler.php.PhpString;
import io.savehandler.php.PhpValue;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/** Java's serialization behind a list of what may be read. */
final class SerializedObjects implements AttributeCodec {
    /** For a proxy whose class alone is wanted. */
    private static final InvocationHandler NO_CALLS = (proxy, method, arguments) -> {
        throw new UnsupportedOperationException();
    };

    private final String name;
    private final ObjectInputFilter allowed;
    private final Supplier<ClassLoader> classes;

    SerializedObjects(String name, ObjectInputFilter allowed, Supplier<ClassLoader> classes) {
        this.name = Objects.requireNonNull(name, "name");
        this.allowed = Objects.requireNonNull(allowed, "allowed");
        this.classes = Objects.requireNonNull(classes, "classes");
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean accepts(Object value) {
        return value instanceof Serializable;
    }

    @Override
    public PhpValue encode(Object value) {
        byte[] bytes;
        try {
            bytes = written(value);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "Java cannot serialize it (" + e.getClass().getName() + ")", e);
        }
        try {
            read(bytes);
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalArgumentException(
                    "the codec \"" + name + "\" would not let it be read again ("
                            + e.getClass().getName() + "): allow its class and those it holds",
                    e);
        }
        return PhpString.of(bytes);
    }

    @Override
    public Object decode(PhpValue stored) {
        try {
            return read(stored.asBytes());
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException("not readable as a Java object", e);
        }
    }

    /** What the list does not name is refused, except for what every collection holds its elements in. */
    private ObjectInputFilter.Status check(ObjectInputFilter.FilterInfo read) {
        ObjectInputFilter.Status status = allowed.checkInput(read);
        Class<?> type = read.serialClass();
        if (status != ObjectInputFilter.Status.UNDECIDED || type == null) {
            return status;
        }
        boolean isContainer =
                type.isArray() && (type == Object[].class || base(type).isPrimitive());
        return isContainer ? status : ObjectInputFilter.Status.REJECTED;
    }

    private static Class<?> base(Class<?> array) {
        Class<?> type = array;
        while (type.isArray()) {
            type = type.getComponentType();
        }
        return type;
    }

    private static byte[] written(Object value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream objects = new ObjectOutputStream(bytes)) {
            objects.writeObject(value);
        }
        return bytes.toByteArray();
    }

    private Object read(byte[] bytes) throws IOException, ClassNotFoundException {
        try (FilteredInput objects = new FilteredInput(new ByteArrayInputStream(bytes))) {
            return objects.readObject();
        }
    }

    private final class FilteredInput extends ObjectInputStream {
        FilteredInput(InputStream bytes) throws IOException {
            super(bytes);
            setObjectInputFilter(SerializedObjects.this::check);
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass described) throws IOException, ClassNotFoundException {
            try {
                return Class.forName(described.getName(), false, classes.get());
            } catch (ClassNotFoundException e) {
                return super.resolveClass(described);
            }
        }

        @Override
        protected Class<?> resolveProxyClass(String[] names) throws IOException, ClassNotFoundException {
            List<Class<?>> interfaces = new ArrayList<>();
            for (String name : names) {
                interfaces.add(Class.forName(name, false, classes.get()));
            }
            return Proxy.newProxyInstance(classes.get(), interfaces.toArray(new Class<?>[0]), NO_CALLS)
                    .getClass();
        }
    }
}
