package io.savehandler.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The errors' texts and the troubleshooting page know each other. */
class TroubleshootingTest {
    private static final Pattern ANCHOR = Pattern.compile("TROUBLESHOOTING\\.md#([a-z0-9-]+)");

    @Test
    void everyAnchorInAnErrorIsAHeadingOfThePage() throws IOException {
        Set<String> named = new TreeSet<>();
        for (Repository.Module module : Repository.find().shippedJars()) {
            named.addAll(anchorsIn(module.directory().resolve("src/main")));
        }
        assertThat(named).isNotEmpty();
        assertThat(headings()).containsAll(named);
    }

    private static Set<String> headings() throws IOException {
        Path page = Repository.find().parent().directory().resolve("TROUBLESHOOTING.md");
        return Files.readAllLines(page).stream()
                .filter(line -> line.startsWith("## "))
                .map(line -> line.substring(3).toLowerCase(Locale.ROOT).replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private static Set<String> anchorsIn(Path sources) throws IOException {
        Set<String> anchors = new TreeSet<>();
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                ANCHOR.matcher(Files.readString(file)).results().forEach(match -> anchors.add(match.group(1)));
            }
        }
        return anchors;
    }
}
