package io.savehandler.php;

/**
 * The serialized values inside a custom object's payload, for the case that their back-references may have to be
 * renumbered: value {@code i} stands at {@code bounds[2 * i]} up to {@code bounds[2 * i + 1]} of the payload, what
 * lies between is the class's own.
 */
final class PayloadParts {
    final int[] bounds;
    final PhpValue[] values;

    PayloadParts(int[] bounds, PhpValue[] values) {
        this.bounds = bounds;
        this.values = values;
    }
}
