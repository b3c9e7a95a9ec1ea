package io.savehandler.examples.vertx;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the guide shows stands in this module's sources, and is so compiled and run. */
class AdapterGuideTest {
    private static final Pattern JAVA = Pattern.compile("(?ms)^```java\\n(.*?)^```$");

    @Test
    void everySnippetStandsInTheSources() throws IOException {
        List<String> sources = sources();
        String guide = Files.readString(Path.of("../../docs/write-your-own-adapter.md"));
        assertThat(JAVA.matcher(guide).results().map(found -> withoutIndentation(found.group(1))))
                .hasSizeGreaterThan(2)
                .doesNotContain("")
                .allSatisfy(snippet -> assertThat(sources)
                        .anySatisfy(source -> assertThat(source).contains(snippet)));
    }

    private static List<String> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(AdapterGuideTest::text)
                    .map(AdapterGuideTest::withoutIndentation)
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String withoutIndentation(String code) {
        return code.lines().map(String::strip).collect(joining("\n")).strip();
    }
}
