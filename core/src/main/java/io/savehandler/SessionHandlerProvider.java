package io.savehandler;

import java.util.Set;

/**
 * Turns {@code session.save_handler} and {@code session.save_path} into a {@link SessionHandlerFactory}. Found by
 * {@link java.util.ServiceLoader}; one for each handler that a module brings.
 */
public interface SessionHandlerProvider {

    /** The name in {@code session.save_handler}, in lower case, for example {@code files}. */
    String name();

    /**
     * The full names of the settings that this handler reads from {@link SessionConfig#handlerSetting}. A setting that
     * neither core nor any provider names is an error.
     */
    default Set<String> settings() {
        return Set.of();
    }

    /**
     * Makes the factory. Opens what it needs to refuse a wrong save path at once, but need not connect.
     *
     * @param config the settings; the save path is {@link SessionConfig#savePath()}
     * @throws SessionConfigurationException if a setting has an unusable value
     */
    SessionHandlerFactory create(SessionConfig config);
}
