package io.savehandler.servlet;

import io.savehandler.php.PhpArray;
import io.savehandler.php.PhpKey;
import io.savehandler.php.PhpValue;

/** What a container keeps in a session for itself: one array, which is stored for sessions without attributes, too. */
final class ContainerNotes {
    static final String KEY = "_container";

    private ContainerNotes() {}

    static PhpArray with(PhpValue notes, String name, PhpValue value) {
        PhpArray known = notes instanceof PhpArray array ? array : PhpArray.EMPTY;
        return value.isNull() ? known.without(PhpKey.of(name)) : known.with(name, value);
    }
}
