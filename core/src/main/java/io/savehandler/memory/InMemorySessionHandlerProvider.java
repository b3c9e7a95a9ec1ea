package io.savehandler.memory;

import io.savehandler.SessionConfig;
import io.savehandler.SessionConfigurationException;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.SessionHandlerProvider;
import java.util.Set;

/** Brings {@code session.save_handler=memory}, which takes no save path. Each factory has a store of its own. */
public final class InMemorySessionHandlerProvider implements SessionHandlerProvider {
    private static final String MAX_SESSIONS = "savehandler.memory.max_sessions";

    /** Creates the provider; {@link java.util.ServiceLoader} does. */
    public InMemorySessionHandlerProvider() {}

    @Override
    public String name() {
        return "memory";
    }

    /** {@code savehandler.memory.max_sessions}: see {@link InMemorySessionStore#bounded}; no bound where it is not set. */
    @Override
    public Set<String> settings() {
        return Set.of(MAX_SESSIONS);
    }

    @Override
    public SessionHandlerFactory create(SessionConfig config) {
        InMemorySessionHandlerFactory.requireNoSavePath(config.savePath());
        InMemorySessionStore store = config.handlerSetting(MAX_SESSIONS)
                .map(text -> InMemorySessionStore.bounded(number(text)))
                .orElseGet(InMemorySessionStore::new);
        return InMemorySessionHandlerFactory.builder().store(store).build();
    }

    private static int number(String text) {
        try {
            int number = Integer.parseInt(text.strip());
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Refused like any other text that is no such number.
        }
        throw new SessionConfigurationException(
                MAX_SESSIONS,
                "\"" + text + "\" is not accepted; it takes a number of sessions between 1 and " + Integer.MAX_VALUE);
    }
}
