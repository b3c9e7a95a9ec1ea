package io.savehandler.examples.twonodes;

import io.savehandler.php.PhpArray;
import io.savehandler.php.PhpEnum;
import io.savehandler.php.PhpObject;
import io.savehandler.php.PhpValue;
import java.util.StringJoiner;

/** Shows PHP's values: their type under PHP's name, and what they hold. */
final class ValueText {
    private static final int DEPTH = 3;
    private static final int ELEMENTS = 20;

    private ValueText() {}

    static String typeOf(PhpValue value) {
        PhpValue held = value.dereferenced();
        return switch (held.type()) {
            case NULL -> "null";
            case BOOLEAN -> "bool";
            case INTEGER -> "int";
            case FLOAT -> "float";
            case STRING -> "string";
            case ARRAY -> "array";
            case OBJECT -> held.asObject().className();
            case ENUM -> ((PhpEnum) held).enumeration();
            case CUSTOM, REFERENCE -> "object";
        };
    }

    static String of(PhpValue value) {
        return of(value, DEPTH);
    }

    private static String of(PhpValue value, int depth) {
        PhpValue held = value.dereferenced();
        return switch (held.type()) {
            case NULL -> "null";
            case BOOLEAN -> Boolean.toString(held.asBoolean());
            case INTEGER -> Long.toString(held.asLong());
            case FLOAT -> Double.toString(held.asDouble());
            case STRING -> StoredText.of(held.asBytes());
            case ARRAY -> elements(held.asArray(), depth);
            case OBJECT -> properties(held.asObject());
            case ENUM -> ((PhpEnum) held).caseName();
            case CUSTOM, REFERENCE -> "…";
        };
    }

    private static String elements(PhpArray array, int depth) {
        if (depth == 0) {
            return "[…]";
        }
        StringJoiner text = new StringJoiner(", ", "[", "]");
        for (int i = 0; i < Math.min(array.size(), ELEMENTS); i++) {
            text.add(of((PhpValue) array.keyAt(i), depth) + " => " + of(array.elementAt(i), depth - 1));
        }
        return (array.size() > ELEMENTS ? text.add("…") : text).toString();
    }

    private static String properties(PhpObject object) {
        return "{" + object.size() + " properties}";
    }
}
