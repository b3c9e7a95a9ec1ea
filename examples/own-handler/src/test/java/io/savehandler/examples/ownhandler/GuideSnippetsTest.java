package io.savehandler.examples.ownhandler;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the guides show stands in this module's sources, and is so compiled and run. */
class GuideSnippetsTest {
    private static final Pattern JAVA = Pattern.compile("(?ms)^```java\\n(.*?)^```$");

    @ParameterizedTest
    @ValueSource(strings = {"write-your-own-handler.md", "unit-testing.md"})
    void everySnippetStandsInTheSources(String guide) throws IOException {
        List<String> sources = sources();
        String text = Files.readString(Path.of("../../docs", guide));
        List<String> snippets = JAVA.matcher(text)
                .results()
                .map((MatchResult found) -> withoutIndentation(found.group(1)))
                .toList();

        assertThat(snippets)
                .isNotEmpty()
                .doesNotContain("")
                .allSatisfy(snippet -> assertThat(sources)
                        .anySatisfy(source -> assertThat(source).contains(snippet)));
    }

    private static List<String> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(GuideSnippetsTest::text)
                    .map(GuideSnippetsTest::withoutIndentation)
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
