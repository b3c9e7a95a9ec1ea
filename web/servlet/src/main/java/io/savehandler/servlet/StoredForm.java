package io.savehandler.servlet;

import io.savehandler.php.PhpNull;
import io.savehandler.php.PhpString;
import io.savehandler.php.PhpValue;

/**
 * A Java value as the session holds it.
 *
 * @param value what PHP sees
 * @param kind what is noted besides, so that Java gets back what it set: {@link PhpNull} where the value tells it all
 */
record StoredForm(PhpValue value, PhpValue kind) {

    static StoredForm natural(PhpValue value) {
        return new StoredForm(value, PhpNull.NULL);
    }

    static StoredForm of(PhpValue value, String kind) {
        return kind.isEmpty() ? natural(value) : new StoredForm(value, PhpString.of(kind));
    }

    /** Session data is secret. */
    @Override
    public String toString() {
        return "StoredForm[" + value.type() + "]";
    }
}
