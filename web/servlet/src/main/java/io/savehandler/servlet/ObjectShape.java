package io.savehandler.servlet;

import java.lang.reflect.Type;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The named parts of a class's objects. Thread-safe. */
interface ObjectShape {
    /** The parts' names and declared types, in order. */
    Map<String, Type> parts();

    /** The value of a part. */
    @Nullable Object get(Object object, String part);

    /**
     * Makes an object.
     *
     * @param values a value for every part that is known; what is not a part is left out
     */
    Object make(Map<String, @Nullable Object> values);
}
