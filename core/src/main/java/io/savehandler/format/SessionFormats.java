package io.savehandler.format;

import io.savehandler.php.PhpLimits;
import java.util.List;
import java.util.Locale;

/** The session formats that PHP brings along, and that of its extension igbinary. */
public final class SessionFormats {
    private static final SessionFormat PHP = new TextFormat(new PipeFraming(), PhpLimits.defaults());
    private static final SessionFormat PHP_BINARY = new TextFormat(new LengthFraming(), PhpLimits.defaults());
    private static final SessionFormat PHP_SERIALIZE = new TextFormat(new ArrayFraming(), PhpLimits.defaults());
    private static final SessionFormat IGBINARY = new IgbinaryFormat(PhpLimits.defaults());
    private static final List<SessionFormat> ALL = List.of(PHP, PHP_BINARY, PHP_SERIALIZE, IGBINARY);

    private SessionFormats() {}

    /**
     * PHP's default: each key, a {@code |}, the serialized value. Cannot hold keys with a {@code |} nor integer keys.
     *
     * @return the format {@code php}
     */
    public static SessionFormat php() {
        return PHP;
    }

    /**
     * Each key with its length before it, the serialized value. Cannot hold keys of more than 127 bytes nor integer keys.
     *
     * @return the format {@code php_binary}
     */
    public static SessionFormat phpBinary() {
        return PHP_BINARY;
    }

    /**
     * One serialized array. Holds every key.
     *
     * @return the format {@code php_serialize}
     */
    public static SessionFormat phpSerialize() {
        return PHP_SERIALIZE;
    }

    /**
     * The format of PHP's extension igbinary, version 2 with {@code igbinary.compact_strings} on, which is its default.
     * Integer keys are kept where they were stored but cannot be put: PHP writes them and does not read them.
     *
     * <p>Data that is not changed keeps its bytes. After a change PHP reads the same values; the bytes can differ from those
     * that PHP would write where objects of one's own subclass of a built-in collection hold several empty arrays, because
     * the format does not tell which of them PHP shares, and where a class that writes its own text would write another one
     * than it reads. All values are built when the data is decoded.
     *
     * <p>Refused, though PHP reads them: references to the whole session, integers of more than 64 bits, and names of
     * classes that the other formats cannot hold. PHP writes none of these.
     *
     * @return the format {@code igbinary}
     */
    public static SessionFormat igbinary() {
        return IGBINARY;
    }

    /**
     * The format with the given name.
     *
     * @param name a value of {@code session.serialize_handler}, in upper or lower case
     * @return the format
     * @throws IllegalArgumentException if there is no such format; the message lists those that there are
     */
    public static SessionFormat named(String name) {
        for (SessionFormat format : ALL) {
            if (format.name().equals(name.toLowerCase(Locale.ROOT))) {
                return format;
            }
        }
        throw new IllegalArgumentException("session.serialize_handler is \"" + name + "\"; accepted are " + names());
    }

    /**
     * The names of all formats.
     *
     * @return PHP's names, in lower case
     */
    public static List<String> names() {
        return ALL.stream().map(SessionFormat::name).toList();
    }
}
