package io.savehandler;

import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The save handlers that are on the class path or module path. */
final class HandlerProviders {
    private final Map<String, SessionHandlerProvider> byName = new TreeMap<>();

    private HandlerProviders() {}

    static HandlerProviders load() {
        HandlerProviders found = new HandlerProviders();
        ServiceLoader.load(SessionHandlerProvider.class, SessionHandlerProvider.class.getClassLoader())
                .forEach(found::add);
        ServiceLoader.load(SessionHandlerProvider.class).forEach(found::add);
        return found;
    }

    private void add(SessionHandlerProvider provider) {
        byName.putIfAbsent(provider.name(), provider);
    }

    SessionHandlerFactory create(SessionConfig config) {
        SessionHandlerProvider provider = byName.get(config.saveHandler());
        if (provider == null) {
            throw new SessionConfigurationException(
                    "session.save_handler",
                    "\"" + config.saveHandler() + "\" is none of the handlers found ("
                            + String.join(", ", byName.keySet())
                            + "); add the module that brings it, for example savehandler-redis");
        }
        return provider.create(config);
    }

    Set<String> settings() {
        return byName.values().stream()
                .flatMap(provider -> provider.settings().stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}
