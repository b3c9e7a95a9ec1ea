package io.savehandler.files;

import io.savehandler.SessionConfig;
import io.savehandler.SessionConfigurationException;
import io.savehandler.SessionHandlerFactory;
import io.savehandler.SessionHandlerProvider;
import java.util.Locale;
import java.util.Set;

/** Brings {@code session.save_handler = files}. */
public final class FilesSessionHandlerProvider implements SessionHandlerProvider {
    private static final String EXPIRE_ON_READ = "savehandler.files.expire_on_read";

    /** For {@link java.util.ServiceLoader}. */
    public FilesSessionHandlerProvider() {}

    @Override
    public String name() {
        return "files";
    }

    /**
     * {@code savehandler.files.lock}: php or java-only; {@code savehandler.files.atomic_replace}: Off, On or sync; {@code
     * savehandler.files.expire_on_read}: On or Off.
     */
    @Override
    public Set<String> settings() {
        return Set.of(FilesLock.SETTING, AtomicReplace.SETTING, EXPIRE_ON_READ);
    }

    @Override
    public SessionHandlerFactory create(SessionConfig config) {
        FilesSessionHandlerFactoryBuilder builder =
                FilesSessionHandlerFactory.builder().savePath(config.savePath());
        config.handlerSetting(FilesLock.SETTING).map(FilesLock::parse).ifPresent(builder::lock);
        config.handlerSetting(AtomicReplace.SETTING).map(AtomicReplace::parse).ifPresent(builder::atomicReplace);
        config.handlerSetting(EXPIRE_ON_READ)
                .map(FilesSessionHandlerProvider::isOn)
                .ifPresent(builder::expireOnRead);
        return builder.build();
    }

    private static boolean isOn(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "1", "on", "yes", "true" -> true;
            case "0", "off", "no", "false", "none", "" -> false;
            default ->
                throw new SessionConfigurationException(
                        EXPIRE_ON_READ, "\"" + text + "\" is not accepted; it takes On or Off (1 or 0)");
        };
    }
}
