package io.savehandler.format;

import io.savehandler.php.PhpKey;

/** What {@link SessionVariables} asks of the format that decoded them. */
abstract sealed class StoredFormat implements SessionFormat permits TextFormat, IgbinaryFormat {

    /** The key under which an application's text is kept. */
    abstract PhpKey keyOf(String text);

    /** Refuses a key that PHP would drop, or that would be read back as another. */
    abstract void check(PhpKey key);

    /** Measures the variables. */
    abstract EntrySizes sizes(SessionVariables variables);
}
