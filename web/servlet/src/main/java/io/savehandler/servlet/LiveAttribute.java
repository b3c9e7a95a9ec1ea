package io.savehandler.servlet;

import io.savehandler.php.PhpValue;
import org.jspecify.annotations.Nullable;

/**
 * An attribute's object as this request has it.
 *
 * @param object what the application got or set
 * @param stored what the session held for it then
 * @param form what it encoded to then; null where it cannot change
 */
record LiveAttribute(
        Object object, PhpValue stored, @Nullable StoredForm form) {

    /** Session data is secret. */
    @Override
    public String toString() {
        return "LiveAttribute[" + object.getClass().getName() + "]";
    }
}
