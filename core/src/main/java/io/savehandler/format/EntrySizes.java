package io.savehandler.format;

import io.savehandler.php.PhpKey;

/** Measures one variable after the other; what several share is counted where it comes first, so that all take one pass. */
interface EntrySizes {

    /** The bytes that a key and its value take. */
    int of(PhpKey key, SessionEntry entry);
}
