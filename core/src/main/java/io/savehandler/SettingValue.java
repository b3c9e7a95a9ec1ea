package io.savehandler;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One setting's text, read as PHP reads it in an ini file. */
record SettingValue(String name, String text) {
    private static final Pattern NUMBER =
            Pattern.compile("([+-]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|[0-9]+)([kKmMgG]?)");
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,15})\\s*(ms|s|m|h|d)");

    boolean toBoolean() {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "1", "on", "yes", "true" -> true;
            case "0", "off", "no", "false", "none", "" -> false;
            default -> throw refused("On or Off (1 or 0)");
        };
    }

    /** An integer with PHP's prefixes (0x, 0o, 0b) and suffixes (K, M, G: powers of 1024). */
    long toLong() {
        Matcher number = NUMBER.matcher(text.strip());
        if (!number.matches()) {
            throw refused("a whole number, with an optional K, M or G");
        }
        try {
            long magnitude = Math.multiplyExact(digits(number.group(2)), factor(number.group(3)));
            return number.group(1).equals("-") ? -magnitude : magnitude;
        } catch (ArithmeticException | NumberFormatException e) {
            throw refused("a whole number of at most 64 bits");
        }
    }

    int toInt() {
        long value = toLong();
        if (value != (int) value) {
            throw refused("a whole number between " + Integer.MIN_VALUE + " and " + Integer.MAX_VALUE);
        }
        return (int) value;
    }

    /** A number of seconds, as PHP's settings give times. */
    Duration toSeconds() {
        return Duration.ofSeconds(Math.min(toLong(), HandlerContext.NO_DEADLINE.toSeconds()));
    }

    /** A duration with its unit, as our own settings give times. */
    Duration toDuration() {
        Matcher duration = DURATION.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!duration.matches()) {
            throw refused("a number with a unit: 250ms, 30s, 5m, 2h or 1d");
        }
        long amount = Long.parseLong(duration.group(1));
        return switch (duration.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(Math.min(amount, HandlerContext.NO_DEADLINE.toDays()));
        };
    }

    SessionConfigurationException refused(String accepted) {
        return new SessionConfigurationException(name, "\"" + text + "\" is not accepted; it takes " + accepted);
    }

    private static long digits(String digits) {
        if (digits.length() > 1 && digits.charAt(0) == '0') {
            return switch (digits.charAt(1)) {
                case 'x', 'X' -> Long.parseLong(digits.substring(2), 16);
                case 'b', 'B' -> Long.parseLong(digits.substring(2), 2);
                case 'o', 'O' -> Long.parseLong(digits.substring(2), 8);
                default -> Long.parseLong(digits, 8);
            };
        }
        return Long.parseLong(digits);
    }

    private static long factor(String suffix) {
        return switch (suffix.toLowerCase(Locale.ROOT)) {
            case "k" -> 1L << 10;
            case "m" -> 1L << 20;
            case "g" -> 1L << 30;
            default -> 1;
        };
    }
}
