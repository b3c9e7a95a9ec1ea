package io.savehandler.servlettests;

import io.savehandler.Concurrency;
import io.savehandler.SessionConfig;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.SessionHandlerProvider;
import io.savehandler.Sessions;
import io.savehandler.memory.InMemorySessionHandlerFactory;
import io.savehandler.memory.InMemorySessionStore;
import io.savehandler.servers.faults.FaultProxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** A store that the nodes of one test share, and what they have opened on it. Used by one thread at a time. */
final class SharedStore implements AutoCloseable {
    private static final String LOCK_WAIT = "120s";
    private static final String TIMEOUT_MILLIS = "500";

    private final InMemorySessionStore memory = new InMemorySessionStore();
    private final List<SessionHandlerFactory> opened = new ArrayList<>();
    private final ShopStore kind;
    private final Map<String, String> settings;

    SharedStore(ShopStore kind, Path directory) {
        this(kind, kind.place(directory));
    }

    /** A Redis that may hang. */
    static SharedStore redisBehind(FaultProxy proxy) {
        return new SharedStore(
                ShopStore.REDIS,
                Map.of(
                        "session.save_handler",
                        "redis",
                        "session.save_path",
                        "tcp://127.0.0.1:" + proxy.port(),
                        "savehandler.redis.connect_timeout",
                        TIMEOUT_MILLIS,
                        "savehandler.redis.command_timeout",
                        TIMEOUT_MILLIS));
    }

    private SharedStore(ShopStore kind, Map<String, String> place) {
        this.kind = kind;
        Map<String, String> all = new HashMap<>(place);
        all.put("savehandler.lock.wait_timeout", LOCK_WAIT);
        this.settings = Map.copyOf(all);
    }

    /** For one more node. */
    ShopSetup setup(Concurrency concurrency) {
        Sessions sessions = Sessions.builder(handlers()).config(config()).build();
        return new ShopSetup(sessions, concurrency, settings);
    }

    /** For one more node, which makes the rest of its sessions itself. */
    SessionHandlerFactory handlers() {
        SessionHandlerFactory handlers = kind == ShopStore.MEMORY
                ? InMemorySessionHandlerFactory.builder().store(memory).build()
                : connected(config());
        opened.add(handlers);
        return handlers;
    }

    /** The settings of all nodes. */
    SessionConfig config() {
        return SessionConfig.from(settings);
    }

    private static SessionHandlerFactory connected(SessionConfig config) {
        return ServiceLoader.load(SessionHandlerProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.name().equals(config.saveHandler()))
                .findAny()
                .orElseThrow()
                .create(config);
    }

    @Override
    public void close() {
        opened.forEach(SessionHandlerFactory::close);
    }
}
