package io.savehandler.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The file descriptors that this process had open at one moment, as far as its host shows them. Immutable. */
final class OpenDescriptors {
    private static final Path PROC = Path.of("/proc/self/fd");
    /** Opened by the JVM or by JNA: libraries, the JVM's image, memory for calls, sources of randomness, /proc. */
    private static final Pattern NOT_OURS = Pattern.compile(
            ".* -> (.*\\.(jar|so|jsa)|.*/lib/modules|/dev/.*|/tmp/ffi\\w+ \\(deleted\\)|/proc/.*|/sys/.*)");

    private final Set<String> descriptors;

    private OpenDescriptors(Set<String> descriptors) {
        this.descriptors = descriptors;
    }

    static OpenDescriptors now() {
        if (!Files.isDirectory(PROC)) {
            return new OpenDescriptors(Set.of());
        }
        letTheJdkOpenItsSocket();
        try (Stream<Path> open = Files.list(PROC)) {
            return new OpenDescriptors(open.flatMap(OpenDescriptors::describe)
                    .filter(descriptor -> !NOT_OURS.matcher(descriptor).matches())
                    .collect(Collectors.toCollection(TreeSet::new)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Set<String> addedSince() {
        Set<String> added = new TreeSet<>(now().descriptors);
        added.removeAll(descriptors);
        return added;
    }

    /** Its first file channel opens a socket pair that stays. */
    private static void letTheJdkOpenItsSocket() {
        try (FileChannel first = FileChannel.open(Path.of("/dev/null"))) {
            first.size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> describe(Path descriptor) {
        try {
            return Stream.of(descriptor.getFileName() + " -> " + Files.readSymbolicLink(descriptor));
        } catch (IOException e) {
            // Closed since it was listed.
            return Stream.empty();
        }
    }
}
