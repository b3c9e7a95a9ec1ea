package io.savehandler.redis;

import io.lettuce.core.RedisCommandExecutionException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a node of a cluster says that a key is, or will be, for as long as its slot is being moved. */
record RedisRedirection(String host, int port) {
    private static final Pattern ASK = Pattern.compile("ASK \\d+ (.+):(\\d+)");

    /** What a refusal names; nothing where it is about something else. */
    static Optional<RedisRedirection> in(Throwable failure) {
        if (!(failure instanceof RedisCommandExecutionException)) {
            return Optional.empty();
        }
        Matcher ask = ASK.matcher(String.valueOf(failure.getMessage()));
        return ask.matches()
                ? Optional.of(new RedisRedirection(ask.group(1), Integer.parseInt(ask.group(2))))
                : Optional.empty();
    }
}
