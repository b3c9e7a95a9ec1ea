package io.savehandler.php;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The strings of igbinary data by their numbers, each made when it is asked for and the same ever after; but for those that
 * nothing names, which are not kept.
 */
final class IgbinaryStrings {
    private static final int BYTES_OF_STRING = 16;
    private static final int FEWEST = 8;
    private static final int SHORT = 256;

    private final byte[] data;
    private final @Nullable IgbinaryPlaces places;
    private @Nullable PhpString[] known = {};
    /** Each long string once, even where it stands there twice: what is named often must not be compared often. */
    private @Nullable Map<PhpString, PhpString> longStrings;

    /** Those of data that was checked. */
    IgbinaryStrings(IgbinaryPlaces places) {
        this.data = places.data;
        this.places = places;
    }

    /** Those of data that is being read for the first time; a string is known from when it was read. */
    IgbinaryStrings(byte[] data) {
        this.data = data;
        this.places = null;
        this.known = new PhpString[data.length / BYTES_OF_STRING + FEWEST];
    }

    boolean areChecked() {
        return places != null;
    }

    /** Strings from this number on are not kept; none of data that is being read for the first time. */
    int kept() {
        return places == null ? Integer.MAX_VALUE : places.nameableStrings();
    }

    PhpString get(int number) {
        if (number < known.length) {
            PhpString string = known[number];
            if (string != null) {
                return string;
            }
        }
        if (places == null) {
            throw PhpDataException.withoutTrace("a reference to what was not there before", number);
        }
        return get(number, places.stringFrom(number), places.stringLength(number));
    }

    /** Those that were made, with room for all that are kept. */
    @Nullable PhpString[] all() {
        if (places != null && known.length < places.nameableStrings()) {
            known = Arrays.copyOf(known, places.nameableStrings());
        }
        return known;
    }

    /** The string with a number, which stands there itself. */
    PhpString get(int number, int from, int length) {
        if (places != null && number >= places.nameableStrings()) {
            return new PhpString(data, from, length);
        }
        if (number >= known.length) {
            known = Arrays.copyOf(known, Math.max(16, Math.max(number + 1, known.length * 2)));
        }
        PhpString made = known[number];
        if (made == null) {
            PhpString string = new PhpString(data, from, length);
            made = length > SHORT && places != null ? once(string) : string;
            known[number] = made;
        }
        return made;
    }

    private PhpString once(PhpString string) {
        Map<PhpString, PhpString> others = longStrings == null ? new HashMap<>() : longStrings;
        longStrings = others;
        PhpString same = others.putIfAbsent(string, string);
        return same == null ? string : same;
    }
}
