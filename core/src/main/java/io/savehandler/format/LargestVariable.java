package io.savehandler.format;

import io.savehandler.php.PhpSizeException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the largest variable of a session that is too large, in time that is a small multiple of its limit. */
final class LargestVariable {
    private static final int FRESH_STARTS = 16;

    private final SessionVariables variables;
    private EntrySizes sizes;
    private int freshStarts;
    private @Nullable VariableSize largest;

    LargestVariable(SessionVariables variables) {
        this.variables = variables;
        this.sizes = variables.sizes();
    }

    void offer(SessionEntry entry) {
        if (freshStarts < FRESH_STARTS) {
            keep(new VariableSize(entry.key, measured(entry)));
        }
    }

    Optional<VariableSize> found() {
        return Optional.ofNullable(largest);
    }

    private int measured(SessionEntry entry) {
        try {
            return sizes.of(entry);
        } catch (PhpSizeException allSoFar) {
            freshStarts++;
            sizes = variables.sizes();
        }
        try {
            return sizes.of(entry);
        } catch (PhpSizeException thisOne) {
            freshStarts = FRESH_STARTS;
            return thisOne.offset();
        }
    }

    private void keep(VariableSize size) {
        VariableSize known = largest;
        if (known == null || size.bytes() > known.bytes()) {
            largest = size;
        }
    }
}
