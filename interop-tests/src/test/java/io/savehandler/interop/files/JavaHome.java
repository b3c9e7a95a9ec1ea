package io.savehandler.interop.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/** A JDK of this machine. */
record JavaHome(int version, Path home) {

    /** The one that runs the test, and those that JAVA17_HOME and JAVA25_HOME name; one for each version. */
    static List<JavaHome> all() {
        Map<Integer, JavaHome> byVersion = new LinkedHashMap<>();
        Stream.of(System.getProperty("java.home"), System.getenv("JAVA17_HOME"), System.getenv("JAVA25_HOME"))
                .filter(home -> home != null && !home.isEmpty())
                .map(home -> of(Path.of(home)))
                .forEach(home -> byVersion.putIfAbsent(home.version(), home));
        return List.copyOf(byVersion.values());
    }

    Path java() {
        return home.resolve("bin").resolve("java");
    }

    private static JavaHome of(Path home) {
        Properties release = new Properties();
        try (var reader = Files.newBufferedReader(home.resolve("release"))) {
            release.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String version = release.getProperty("JAVA_VERSION").replace("\"", "");
        return new JavaHome(Runtime.Version.parse(version).feature(), home);
    }

    @Override
    public String toString() {
        return "JDK " + version;
    }
}
