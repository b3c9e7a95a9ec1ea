package io.savehandler.format;

import io.savehandler.php.PhpKey;
import io.savehandler.php.PhpSequence;
import io.savehandler.php.PhpString;
import io.savehandler.php.PhpWriter;

/** How a text format puts keys and values one after the other. */
interface Framing {

    String name();

    /** Whether the values are elements of one array, which takes the first slot. */
    boolean isArray();

    /** Reads all entries; keys come in the order in which PHP would keep them. */
    void read(byte[] data, PhpSequence values, SessionEntries entries);

    /** Where {@link #read} found the keys. */
    StoredKeys keysOf(PhpSequence values);

    /** The key under which an application's text is kept. */
    PhpKey keyOf(PhpString text);

    /** Refuses a key that PHP would drop, or that would be read back as another. */
    void check(PhpKey key);

    void start(PhpWriter writer, int count);

    void key(PhpWriter writer, PhpKey key);

    void end(PhpWriter writer, int count);
}
