package io.savehandler.files;

import io.savehandler.HandlerContext;
import io.savehandler.HandlerContextBuilder;
import io.savehandler.LockSettings;
import io.savehandler.SessionHandler;
import io.savehandler.SessionHandlerFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** A directory of session files, seen behind the handler's back. */
record SessionDirectory(Path path) {
    static final String ID = "c0ffee00c0ffee00c0ffee00c0ffee00";
    static final String NEW_ID = "0123456789abcdef0123456789abcdef";

    Path file(String id) {
        return path.resolve("sess_" + id);
    }

    void store(String id, String data) {
        try {
            Files.writeString(file(id), data, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String stored(String id) {
        try {
            return Files.readString(file(id), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean holds(String id) {
        return Files.exists(file(id));
    }

    void remove(String id) {
        try {
            Files.delete(file(id));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a session look as if it was last written some time ago. */
    void age(String id, Duration age) {
        try {
            Files.setLastModifiedTime(file(id), FileTime.from(Instant.now().minus(age)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Duration age(String id) {
        try {
            return Duration.between(Files.getLastModifiedTime(file(id)).toInstant(), Instant.now());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> names() {
        try (Stream<Path> files = Files.list(path)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("sess_"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A context that gives up on a lock after a tenth of a second. */
    static HandlerContextBuilder impatient() {
        return HandlerContext.builder()
                .lock(LockSettings.builder().waitTimeout(Duration.ofMillis(100)).build());
    }

    static SessionHandler opened(SessionHandlerFactory factory, HandlerContext context) {
        SessionHandler handler = factory.newHandler(context);
        handler.open("", "PHPSESSID");
        return handler;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
