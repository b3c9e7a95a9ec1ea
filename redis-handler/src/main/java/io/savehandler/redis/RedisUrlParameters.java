package io.savehandler.redis;

import io.savehandler.SessionConfigurationException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The part of a server's URL after the question mark, as phpredis reads it. Immutable. */
final class RedisUrlParameters {
    static final String MASTER = "master";
    static final String SEED = "seed[]";
    static final String SENTINEL_AUTH = "sentinel_auth";

    private static final Set<String> KNOWN = Set.of(
            "weight",
            "timeout",
            "read_timeout",
            "persistent",
            "persistent_id",
            "retry_interval",
            "database",
            "prefix",
            "auth",
            "failover",
            "stream[verify_peer]",
            "stream[verify_peer_name]",
            "stream[cafile]",
            "stream[local_cert]",
            "stream[local_pk]");
    private static final Set<String> TRUE = Set.of("1", "true", "yes", "on");
    private static final Set<String> FALSE = Set.of("0", "false", "no", "off", "");

    private final Set<String> known = new TreeSet<>(KNOWN);
    private final Map<String, String> values = new LinkedHashMap<>();
    private final List<String> seeds = new ArrayList<>();
    private final Map<String, String> auth = new LinkedHashMap<>();

    /** @param more names of parameters that this kind of URL takes besides those of a single server */
    RedisUrlParameters(String query, String... more) {
        known.addAll(List.of(more));
        for (String pair : query.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = decode(equals < 0 ? pair : pair.substring(0, equals));
                add(name, equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
    }

    private void add(String name, String value) {
        if (name.startsWith("seed[") && known.contains(SEED)) {
            seeds.add(value);
        } else if (name.startsWith("auth[") && name.endsWith("]")) {
            String key = name.substring(5, name.length() - 1);
            auth.put(key.isEmpty() ? String.valueOf(auth.size()) : key, value);
        } else if (known.contains(name)) {
            values.put(name, value);
        } else {
            throw refused("knows no parameter \"" + name + "\"; it takes " + String.join(", ", known) + " and auth[]");
        }
    }

    int weight() {
        int weight = (int) number("weight", 1, Integer.MAX_VALUE);
        if (weight < 1) {
            throw refused("weight must be 1 or more");
        }
        return weight;
    }

    /** How long connecting may take; PHP's default, a day, is not taken over. */
    Optional<Duration> timeout() {
        Optional<Duration> timeout = seconds("timeout");
        if (timeout.filter(Duration::isZero).isPresent()) {
            throw refused("timeout must be more than 0 seconds");
        }
        return timeout;
    }

    /** How long an answer may take; 0 means the default, as in PHP. */
    Optional<Duration> readTimeout() {
        return seconds("read_timeout").filter(timeout -> !timeout.isZero());
    }

    Optional<Duration> retryInterval() {
        long millis = number("retry_interval", 0, Integer.MAX_VALUE);
        return millis <= 0 ? Optional.empty() : Optional.of(Duration.ofMillis(millis));
    }

    /** The number of the database; PHP's -1 and 0 both mean the first. */
    int database() {
        return (int) Math.max(0, number("database", 0, Integer.MAX_VALUE));
    }

    String prefix(String usual) {
        return values.getOrDefault("prefix", usual);
    }

    /** {@code auth=password}, {@code auth[]=password}, {@code auth[]=user&auth[]=password} or the same with names. */
    Optional<RedisLogin> login() {
        String password = values.getOrDefault("auth", "");
        if (auth.isEmpty()) {
            return password.isEmpty() ? Optional.empty() : Optional.of(new RedisLogin("", password));
        }
        List<String> parts = new ArrayList<>(auth.values());
        if (auth.keySet().equals(Set.of("user", "pass"))) {
            parts = List.of(auth.getOrDefault("user", ""), auth.getOrDefault("pass", ""));
        }
        if (parts.size() > 2) {
            throw refused("auth takes a password, or a user and a password");
        }
        return Optional.of(
                parts.size() == 1 ? new RedisLogin("", parts.get(0)) : new RedisLogin(parts.get(0), parts.get(1)));
    }

    /** {@code host:port} of the cluster's nodes that were named. */
    List<String> seeds() {
        return seeds;
    }

    /** The name under which sentinels know the master. */
    String master() {
        return values.getOrDefault(MASTER, "mymaster");
    }

    /** What sentinels, not the servers, are told as password. */
    Optional<String> sentinelPassword() {
        return Optional.ofNullable(values.get(SENTINEL_AUTH));
    }

    RedisTls tls() {
        return new RedisTls(
                flag("stream[verify_peer]"),
                flag("stream[verify_peer_name]"),
                file("stream[cafile]"),
                file("stream[local_cert]"),
                file("stream[local_pk]"));
    }

    private Optional<Path> file(String name) {
        return Optional.ofNullable(values.get(name)).map(Path::of);
    }

    /** On unless it is switched off. */
    private boolean flag(String name) {
        String value = values.getOrDefault(name, "1").toLowerCase(Locale.ROOT);
        if (!TRUE.contains(value) && !FALSE.contains(value)) {
            throw refused(name + " takes 1 or 0");
        }
        return TRUE.contains(value);
    }

    private Optional<Duration> seconds(String name) {
        String text = values.get(name);
        if (text == null) {
            return Optional.empty();
        }
        try {
            double seconds = Double.parseDouble(text);
            if (seconds >= 0 && seconds < Integer.MAX_VALUE) {
                return Optional.of(Duration.ofNanos((long) (seconds * 1e9)));
            }
        } catch (NumberFormatException e) {
            throw refused(name + " takes seconds, for example 2.5");
        }
        throw refused(name + " takes seconds from 0 on, for example 2.5");
    }

    private long number(String name, long otherwise, long most) {
        String text = values.get(name);
        if (text == null) {
            return otherwise;
        }
        try {
            return Math.min(most, Long.parseLong(text.strip()));
        } catch (NumberFormatException e) {
            throw refused(name + " takes a whole number");
        }
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw refused("a percent sign must be followed by two hexadecimal digits");
        }
    }

    private static SessionConfigurationException refused(String problem) {
        return new SessionConfigurationException("session.save_path", "the Redis handler: " + problem);
    }
}
