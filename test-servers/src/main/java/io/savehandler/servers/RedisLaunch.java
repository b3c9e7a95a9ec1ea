package io.savehandler.servers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A Redis that is being put together; {@link #start} makes it happen, as often as wanted. Without more it wants no
 * password and keeps nothing on disk: whatever it held is lost by a kill. Not thread-safe.
 */
public final class RedisLaunch {
    private final List<String> settings = new ArrayList<>(List.of("save \"\""));
    private Optional<TestCertificate> certificate = Optional.empty();
    private List<String> login = List.of();

    RedisLaunch() {}

    /** Adds a line to its configuration file, for example {@code hash-max-listpack-entries 10}. */
    public RedisLaunch setting(String line) {
        settings.add(line);
        return this;
    }

    /** Asks the default user for a password ({@code requirepass}). */
    public RedisLaunch password(String password) {
        login = List.of("AUTH", password);
        return setting("requirepass \"" + password + "\"");
    }

    /** Adds a user (ACL) who may do everything with every key and channel. */
    public RedisLaunch user(String name, String password) {
        return user(name, password, "~* &* +@all");
    }

    /**
     * Adds a user (ACL).
     *
     * @param rules what the user may do, for example {@code ~PHPREDIS_SESSION:* +@all -@dangerous}
     */
    public RedisLaunch user(String name, String password, String rules) {
        return setting("user " + name + " on >" + password + " " + rules);
    }

    /** Limits its memory and refuses writes beyond the limit ({@code noeviction}). Redis itself needs about 1 MB. */
    public RedisLaunch maxMemory(int megabytes) {
        return setting("maxmemory " + megabytes + "mb").setting("maxmemory-policy noeviction");
    }

    /** Keeps every write on disk before it is answered, so that a kill and restart loses nothing. */
    public RedisLaunch durable() {
        return setting("appendonly yes").setting("appendfsync always");
    }

    /** Speaks TLS only, with this certificate, and asks clients for none. */
    public RedisLaunch tls(TestCertificate certificate) {
        this.certificate = Optional.of(certificate);
        return this;
    }

    /** Starts it on a free port of 127.0.0.1, with a Unix socket besides, and waits until it answers. */
    public RealRedis start() {
        RedisRecipe recipe = new RedisRecipe(List.copyOf(settings), login, certificate);
        return new RealRedis(ServerProcess.start(recipe), recipe);
    }

    static Path socketIn(Path directory) {
        return directory.resolve("redis.sock");
    }
}
