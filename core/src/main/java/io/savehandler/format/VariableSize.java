package io.savehandler.format;

import io.savehandler.php.PhpKey;

/**
 * How much room one variable of a session takes. Immutable.
 *
 * @param key the variable's name
 * @param bytes its key and its value as they would be stored, in bytes
 */
public record VariableSize(PhpKey key, int bytes) {}
