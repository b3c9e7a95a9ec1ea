package io.savehandler.interop.redis;

import io.savehandler.servers.RealRedis;
import io.savehandler.servers.RedisDoor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What commands do to keys, as {@code MONITOR} shows it, those within scripts included: which key of which database was
 * removed, and which was told to live for how long. Not thread-safe.
 */
final class SeenEffects implements AutoCloseable {
    /** A time, the database and who asked, then words in quotation marks. */
    private static final Pattern LINE = Pattern.compile("[0-9.]+ \\[([0-9]+) [^]]*] (.*)");

    private static final Pattern WORD = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final RedisDoor monitor;
    private final RedisDoor door;
    private int marks;

    SeenEffects(RealRedis redis) {
        this.monitor = redis.door();
        this.door = redis.door();
        monitor.call("MONITOR");
    }

    /** The effects since the last question. */
    Set<String> next() {
        String mark = "mark " + marks++;
        door.call("ECHO", mark);
        Set<String> effects = new TreeSet<>();
        for (String line = monitor.next(); !line.contains(mark); line = monitor.next()) {
            Matcher command = LINE.matcher(line);
            if (command.matches()) {
                effect(words(command.group(2))).ifPresent(effect -> effects.add(command.group(1) + ": " + effect));
            }
        }
        return effects;
    }

    @Override
    public void close() {
        monitor.close();
        door.close();
    }

    private static List<String> words(String text) {
        return WORD.matcher(text)
                .results()
                .map((MatchResult word) -> word.group(1))
                .toList();
    }

    private static Optional<String> effect(List<String> words) {
        return switch (words.get(0).toUpperCase(Locale.ROOT)) {
            case "SETEX", "EXPIRE" -> Optional.of(lives(words.get(1), words.get(2) + "000"));
            case "PSETEX", "PEXPIRE" -> Optional.of(lives(words.get(1), words.get(2)));
            case "SET" -> Optional.of(lives(words.get(1), millis(words)));
            case "DEL", "UNLINK" -> Optional.of(words.get(1) + " is removed");
            default -> Optional.empty();
        };
    }

    private static String millis(List<String> set) {
        List<String> options = new ArrayList<>(set.subList(3, set.size()));
        options.replaceAll(option -> option.toUpperCase(Locale.ROOT));
        int px = options.indexOf("PX");
        int ex = options.indexOf("EX");
        return px >= 0 ? options.get(px + 1) : ex >= 0 ? options.get(ex + 1) + "000" : "all";
    }

    private static String lives(String key, String millis) {
        return key + " lives for " + millis + " ms";
    }
}
