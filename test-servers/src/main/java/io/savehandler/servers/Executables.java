package io.savehandler.servers;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds programs: on the {@code PATH}, then where Linux distributions put servers although no {@code PATH} leads there.
 */
final class Executables {
    private static final List<Path> USUAL = List.of(
            Path.of("/usr/local/sbin"),
            Path.of("/usr/local/bin"),
            Path.of("/usr/sbin"),
            Path.of("/usr/bin"),
            Path.of("/usr/libexec"),
            Path.of("/sbin"));
    private static final Path POSTGRES_VERSIONS = Path.of("/usr/lib/postgresql");

    private Executables() {}

    /** The first program of that name. */
    static Optional<Path> find(String name) {
        return directories()
                .map(directory -> directory.resolve(name))
                .filter(Files::isRegularFile)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * The first program of that name.
     *
     * @throws IllegalStateException if there is none; {@link RequiresServers} on the test avoids that
     */
    static Path get(String name) {
        return find(name)
                .orElseThrow(
                        () -> new IllegalStateException(name + " was not found; put @RequiresServers on the test"));
    }

    private static Stream<Path> directories() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        Stream<Path> onPath = Stream.of(path.split(Pattern.quote(File.pathSeparator)))
                .filter(directory -> !directory.isEmpty())
                .map(Path::of);
        return Stream.of(onPath, USUAL.stream(), postgresVersions()).flatMap(each -> each);
    }

    /** Debian keeps each major version of PostgreSQL in a directory of its own; the newest comes first. */
    private static Stream<Path> postgresVersions() {
        List<Path> versions = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(POSTGRES_VERSIONS, "[0-9]*")) {
            entries.forEach(versions::add);
        } catch (NoSuchFileException | NotDirectoryException e) {
            return Stream.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Comparator<Path> byNumber = Comparator.comparingDouble(
                version -> Double.parseDouble(version.getFileName().toString()));
        return versions.stream().sorted(byNumber.reversed()).map(version -> version.resolve("bin"));
    }
}
