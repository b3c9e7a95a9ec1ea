package io.savehandler.php;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The strings of igbinary data by their numbers, each made when it is asked for and the same ever after. */
final class IgbinaryStrings {
    private static final int SHORT = 256;

    private final IgbinaryPlaces places;
    private @Nullable PhpString[] known = {};
    /** Each long string once, even where it stands there twice: what is named often must not be compared often. */
    private @Nullable Map<PhpString, PhpString> longStrings;

    IgbinaryStrings(IgbinaryPlaces places) {
        this.places = places;
    }

    PhpString get(int number) {
        if (number < known.length) {
            PhpString string = known[number];
            if (string != null) {
                return string;
            }
        }
        return make(number);
    }

    /** The string whose number stands at a place. */
    PhpString named(int at) {
        return get(places.namedString(at));
    }

    /** Makes room for all strings there are. */
    @Nullable PhpString[] all() {
        if (known.length < places.strings()) {
            known = Arrays.copyOf(known, places.strings());
        }
        return known;
    }

    private PhpString make(int number) {
        if (number >= known.length) {
            known = Arrays.copyOf(known, Math.max(16, Math.max(number + 1, known.length * 2)));
        }
        PhpString string = new PhpString(places.data, places.stringFrom(number), places.stringLength(number));
        PhpString once = string.length > SHORT ? once(string) : string;
        known[number] = once;
        return once;
    }

    private PhpString once(PhpString string) {
        Map<PhpString, PhpString> others = longStrings == null ? new HashMap<>() : longStrings;
        longStrings = others;
        PhpString same = others.putIfAbsent(string, string);
        return same == null ? string : same;
    }
}
