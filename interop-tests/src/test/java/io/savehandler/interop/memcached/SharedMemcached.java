package io.savehandler.interop.memcached;

import io.savehandler.HandlerContext;
import io.savehandler.LockSettings;
import io.savehandler.SessionConfig;
import io.savehandler.SessionConfigBuilder;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.SessionHandlerProvider;
import io.savehandler.interop.sharing.JavaRequest;
import io.savehandler.interop.sharing.PhpRequest;
import io.savehandler.servers.MemcachedDoor;
import io.savehandler.servers.RealMemcached;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Servers that PHP and Java use under the same settings, by one of PHP's extensions. */
final class SharedMemcached implements AutoCloseable {
    static final HandlerContext IMPATIENT = HandlerContext.builder()
            .lock(LockSettings.builder().waitTimeout(Duration.ofMillis(200)).build())
            .build();

    private final List<RealMemcached> servers;
    private final List<MemcachedDoor> doors;
    private final Map<String, String> settings;
    private final Path scripts;
    private final String extension;
    private final String savePath;

    /**
     * @param extension {@code memcached} or {@code memcache}, which is the save handler too
     * @param weights one for each server
     */
    SharedMemcached(String extension, Path scripts, Map<String, String> settings, int... weights) {
        this.scripts = scripts;
        this.servers =
                Stream.generate(RealMemcached::start).limit(weights.length).toList();
        this.doors = servers.stream().map(RealMemcached::door).toList();
        this.settings = new HashMap<>(settings);
        this.settings.put("session.save_handler", extension);
        StringBuilder addresses = new StringBuilder();
        for (int i = 0; i < weights.length; i++) {
            String address = "127.0.0.1:" + servers.get(i).port();
            addresses
                    .append(i == 0 ? "" : ",")
                    .append(
                            extension.equals("memcache")
                                    ? "tcp://" + address + "?weight=" + weights[i]
                                    : address + ":" + weights[i]);
        }
        this.extension = extension;
        this.savePath = addresses.toString();
        this.settings.put("session.save_path", savePath);
    }

    /** For both, along with further ones. */
    Map<String, String> settings(Map<String, String> others) {
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(others);
        return all;
    }

    MemcachedDoor door() {
        return doors.get(0);
    }

    /** How many servers have something. */
    long serversInUse() {
        return doors.stream().filter(door -> !door.keys().isEmpty()).count();
    }

    /** How many sessions all servers have together, locks not counted. */
    long copies() {
        return doors.stream()
                .flatMap(door -> door.keys().stream())
                .filter(key -> !key.contains("lock"))
                .count();
    }

    /** What is under a key, on whichever server that is; all copies are the same. */
    String stored(String key) {
        return doors.stream()
                .flatMap(door -> door.get(key).stream())
                .map(data -> new String(data, StandardCharsets.ISO_8859_1))
                .distinct()
                .collect(Collectors.joining(" and "));
    }

    PhpRequest php(String id, Map<String, String> others) {
        return new PhpRequest(scripts, settings(others), id);
    }

    JavaRequest java(String id, HandlerContext context) {
        return new JavaRequest(factory(), context, id);
    }

    private SessionHandlerFactory factory() {
        SessionConfigBuilder config = SessionConfig.builder().savePath(savePath);
        settings.forEach((name, value) -> {
            if (name.startsWith("memcache")) {
                config.handlerSetting(name, value);
            }
        });
        return ServiceLoader.load(SessionHandlerProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.name().equals(extension))
                .findAny()
                .orElseThrow()
                .create(config.build());
    }

    @Override
    public void close() {
        doors.forEach(MemcachedDoor::close);
        servers.forEach(RealMemcached::close);
    }
}
