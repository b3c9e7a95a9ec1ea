package io.savehandler.memory;

import io.savehandler.SessionConfig;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.SessionHandlerProvider;

/** Brings {@code session.save_handler=memory}, which takes no save path. Each factory has a store of its own. */
public final class InMemorySessionHandlerProvider implements SessionHandlerProvider {
    /** Creates the provider; {@link java.util.ServiceLoader} does. */
    public InMemorySessionHandlerProvider() {}

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public SessionHandlerFactory create(SessionConfig config) {
        InMemorySessionHandlerFactory.requireNoSavePath(config.savePath());
        return InMemorySessionHandlerFactory.create();
    }
}
