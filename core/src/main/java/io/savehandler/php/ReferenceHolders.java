package io.savehandler.php;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Who holds the references in a session: counted when it is asked for, because few sessions have references. */
final class ReferenceHolders {
    private final Supplier<? extends Iterable<PhpValue>> variables;
    private @Nullable HolderCounts counts;

    /** Will look into these values, once at most. */
    ReferenceHolders(Supplier<? extends Iterable<PhpValue>> variables) {
        this.variables = variables;
    }

    /** Whether no more than one element, property or variable holds it. */
    boolean onlyOne(PhpReference reference) {
        HolderCounts counted = counts;
        if (counted == null) {
            counted = new HolderCounts(variables.get());
            counts = counted;
        }
        return counted.of(reference) <= 1;
    }
}
