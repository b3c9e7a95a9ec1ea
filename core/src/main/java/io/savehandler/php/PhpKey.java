package io.savehandler.php;

/**
 * The key of an array element: a {@link PhpLong} or a {@link PhpString}. PHP turns a string that spells a whole number
 * the way PHP itself would print it ({@code "7"}, {@code "-3"}, but not {@code "07"}, {@code "-0"} or {@code "+1"}) into
 * that number; {@link #of(String)} does the same. Immutable.
 */
public sealed interface PhpKey permits PhpLong, PhpString {

    /**
     * The key that PHP's {@code $array[$text]} means.
     *
     * @param text any text
     * @return an integer key where the text spells one, otherwise a string key of its UTF-8 bytes
     */
    static PhpKey of(String text) {
        return of(PhpString.of(text));
    }

    /**
     * The key that PHP's {@code $array[$number]} means.
     *
     * @param number any
     * @return the integer key
     */
    static PhpKey of(long number) {
        return PhpLong.of(number);
    }

    /**
     * The key that PHP's {@code $array[$bytes]} means.
     *
     * @param bytes any
     * @return an integer key where the bytes spell one, otherwise the string itself
     */
    static PhpKey of(PhpString bytes) {
        return bytes.spellsInteger() ? PhpLong.of(bytes.toInteger()) : bytes;
    }

    /**
     * This key as text.
     *
     * @return decimal digits for an integer key
     * @throws PhpConversionException if this is a string key whose bytes are not UTF-8
     */
    String text();
}
