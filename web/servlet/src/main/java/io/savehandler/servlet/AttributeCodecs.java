package io.savehandler.servlet;

import io.savehandler.php.PhpValue;
import java.io.ObjectInputFilter;
import java.util.Objects;
import java.util.function.Function;

/** Ready-made {@link AttributeCodec}s. */
public final class AttributeCodecs {
    private AttributeCodecs() {}

    /**
     * A record as an array with its components' names as keys. Components are plain values, enums, records, and lists, sets
     * and maps of such. One that is missing in a stored array is null, 0 or false; one that the record no longer has is left
     * alone until the record changes.
     *
     * @param name noted in the session
     * @param type the record
     * @throws IllegalArgumentException if a component's type cannot be stored
     */
    public static AttributeCodec ofRecord(String name, Class<? extends Record> type) {
        return new ObjectCodec(name, type, new RecordShape(type));
    }

    /**
     * A bean as an array with its properties' names as keys: those with a public getter and a public setter, of the types that
     * {@link #ofRecord} takes. Its subclasses are not stored by it.
     *
     * @param name noted in the session
     * @param type a class with a constructor without parameters
     * @throws IllegalArgumentException if there is no such constructor, or a property's type cannot be stored
     */
    public static AttributeCodec ofBean(String name, Class<?> type) {
        return new ObjectCodec(name, type, new BeanShape(type));
    }

    /**
     * An enum as its constants' names.
     *
     * @param name noted in the session
     * @param type the enum
     */
    public static <E extends Enum<E>> AttributeCodec ofEnum(String name, Class<E> type) {
        return new FunctionCodec<>(name, type, false, Enum::name, stored -> Enum.valueOf(type, stored.asString()));
    }

    /**
     * Two functions, for example a JSON library's.
     *
     * @param name noted in the session
     * @param type what the functions take and make, subclasses included
     * @param encode returns what {@link PhpValue#of} takes
     * @param decode the reverse
     */
    public static <T> AttributeCodec of(
            String name, Class<T> type, Function<? super T, ?> encode, Function<? super PhpValue, ? extends T> decode) {
        return new FunctionCodec<>(name, type, true, encode, decode);
    }

    /**
     * Java's serialization, for classes that nothing else stores. Whoever can write to the store can make the server build
     * any object of the allowed classes; so allow few, and none whose reading does more than fill fields.
     *
     * @param name noted in the session
     * @param allowed returns {@code ALLOWED} for each class that may be read; what it leaves undecided is refused. A value
     *     that it would not let in again is refused when it is set
     * @param classes where the classes are, usually the application's class loader
     */
    public static AttributeCodec serialized(String name, ObjectInputFilter allowed, ClassLoader classes) {
        Objects.requireNonNull(classes, "classes");
        return new SerializedObjects(name, allowed, () -> classes);
    }

    /**
     * {@link #serialized(String, ObjectInputFilter, ClassLoader) The same} with the classes of whichever application the
     * container reads and writes sessions for, as Jetty does: those of the thread's context class loader.
     *
     * @param name noted in the session
     * @param allowed returns {@code ALLOWED} for each class that may be read
     */
    public static AttributeCodec serialized(String name, ObjectInputFilter allowed) {
        return new SerializedObjects(name, allowed, AttributeCodecs::contextClasses);
    }

    private static ClassLoader contextClasses() {
        ClassLoader classes = Thread.currentThread().getContextClassLoader();
        return classes == null ? ClassLoader.getSystemClassLoader() : classes;
    }
}
