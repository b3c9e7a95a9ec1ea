package io.savehandler.format;

import io.savehandler.php.PhpKey;
import io.savehandler.php.PhpValue;
import org.jspecify.annotations.Nullable;

/** One variable: either as it is stored (its number in the decoded data), or as it was put. */
final class SessionEntry {
    private static final int PUT = -1;

    final PhpKey key;
    final int index;
    final @Nullable PhpValue value;

    private SessionEntry(PhpKey key, int index, @Nullable PhpValue value) {
        this.key = key;
        this.index = index;
        this.value = value;
    }

    static SessionEntry stored(PhpKey key, int index) {
        return new SessionEntry(key, index, null);
    }

    static SessionEntry put(PhpKey key, PhpValue value) {
        return new SessionEntry(key, PUT, value);
    }
}
