package io.savehandler.architecture;

import static java.util.stream.Collectors.toCollection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The checked-out source tree: its modules, as the reactor names them, and their Java files. */
final class Repository {
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

    private final Path root;

    private Repository(Path root) {
        this.root = root;
    }

    /** Finds the root above the working directory, which for Surefire is that of the module under test. */
    static Repository find() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve("mvnw"))) {
            directory = directory.getParent();
            if (directory == null) {
                throw new IllegalStateException("no mvnw in the working directory or above it");
            }
        }
        return new Repository(directory);
    }

    Module parent() {
        return new Module("", root);
    }

    Module module(String name) {
        return modules().stream().filter(m -> m.name().equals(name)).findFirst().orElseThrow();
    }

    List<Module> modules() {
        return MODULE.matcher(parent().pom())
                .results()
                .map(match -> match.group(1))
                .map(name -> new Module(name, root.resolve(name)))
                .toList();
    }

    List<Module> shippedJars() {
        return modules().stream()
                .filter(Module::isShipped)
                .filter(Module::isJar)
                .toList();
    }

    /** One module of the reactor; {@code name} is its directory, relative to the root. */
    record Module(String name, Path directory) {

        String pom() {
            return text(directory.resolve("pom.xml"));
        }

        boolean isShipped() {
            return !pom().contains("<savehandler.notShipped>true<");
        }

        boolean isJar() {
            return !pom().contains("<packaging>pom<");
        }

        String artifactId() {
            String own = pom().replaceAll("(?s)<parent>.*?</parent>", "");
            return own.replaceAll("(?s).*?<artifactId>([^<]+)<.*", "$1");
        }

        /** Paths below {@code src/SET/java}, for example {@code io/savehandler/Sessions.java}; the newer twins left out. */
        List<Path> javaFiles(String sourceSet) {
            Path sources = directory.resolve("src").resolve(sourceSet).resolve("java");
            if (!Files.isDirectory(sources)) {
                return List.of();
            }
            try (Stream<Path> files = Files.walk(sources)) {
                return files.filter(file -> file.toString().endsWith(".java"))
                        .sorted()
                        .toList();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** The packages that hold at least one type. */
        TreeSet<String> packages() {
            Path sources = directory.resolve("src/main/java");
            return javaFiles("main").stream()
                    .filter(file -> !isDescriptor(file))
                    .map(file -> sources.relativize(file.getParent()).toString().replace('/', '.'))
                    .collect(toCollection(TreeSet::new));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static boolean isDescriptor(Path file) {
        return file.endsWith("package-info.java") || file.endsWith("module-info.java");
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
