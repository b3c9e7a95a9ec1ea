package io.savehandler.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A temporary directory that one server lives in, deleted by {@link #close}. Its name tells the JVM it belongs to. */
final class ServerDirectory implements AutoCloseable {
    private final Path path;

    private ServerDirectory(Path path) {
        this.path = path;
    }

    static ServerDirectory create(String server) {
        try {
            return new ServerDirectory(Files.createTempDirectory(prefix(server)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How the names of this JVM's directories for such a server start. */
    static String prefix(String server) {
        return "savehandler-" + server + "-" + ProcessHandle.current().pid() + "-";
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> all = Files.walk(path)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).collect(Collectors.toList());
            for (Path each : deepestFirst) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + path, e);
        }
    }
}
