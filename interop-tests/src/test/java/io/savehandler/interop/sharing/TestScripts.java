package io.savehandler.interop.sharing;

import io.savehandler.servers.PhpCommand;
import io.savehandler.servers.RealPhp;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Objects;

/** The PHP scripts of this package. */
final class TestScripts {
    private static final String EXTENSION = "extension";
    private static final String HANDLER = "session.save_handler";

    private TestScripts() {}

    /**
     * A script under some settings; a save handler other than {@code files} is an extension of the same name, and {@code
     * extension} names another one.
     *
     * @param directory where PHP can read a copy of it
     */
    static PhpCommand command(String name, Path directory, Map<String, String> settings) {
        PhpCommand command = RealPhp.get().script(copy(name, directory));
        if (settings.containsKey(HANDLER)) {
            command.extension(settings.get(HANDLER));
        }
        settings.forEach((setting, value) -> {
            if (setting.equals(EXTENSION)) {
                command.extension(value);
            } else {
                command.ini(setting, value);
            }
        });
        return command;
    }

    private static Path copy(String name, Path directory) {
        Path copy = directory.resolve(name);
        try (InputStream script = Objects.requireNonNull(TestScripts.class.getResourceAsStream(name), name)) {
            Files.copy(script, copy, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return copy;
    }
}
