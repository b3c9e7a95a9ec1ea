package io.savehandler.examples.ownhandler;

import io.savehandler.Capability;
import io.savehandler.HandlerContext;
import io.savehandler.SessionConfigurationException;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** Keeps sessions in a directory that exists. Thread-safe; there is nothing to close. */
public final class DirectorySessionHandlerFactory implements SessionHandlerFactory {
    private final Path directory;

    /**
     * Keeps sessions in a directory of their own.
     *
     * @throws SessionConfigurationException if there is no such directory
     */
    public DirectorySessionHandlerFactory(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new SessionConfigurationException("session.save_path", "is no directory: create it first");
        }
        this.directory = directory;
    }

    @Override
    public SessionHandler newHandler(HandlerContext context) {
        return new DirectorySessionHandler(directory, context);
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.DURABLE);
    }
}
