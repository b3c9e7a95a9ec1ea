package io.savehandler.architecture;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** An error that points to the troubleshooting page points to an entry that is there. */
class TroubleshootingTest {
    private static final Pattern REFERENCE = Pattern.compile("TROUBLESHOOTING\\.md#([a-z0-9-]+)");
    private static final Pattern HEADING = Pattern.compile("(?m)^## (.+)$");

    private final Repository repository = Repository.find();

    @Test
    void everyAnchorInAnErrorHasItsEntry() {
        Set<String> anchors = repository.modules().stream()
                .flatMap(module -> module.javaFiles("main").stream())
                .map(Repository::text)
                .flatMap(source -> REFERENCE.matcher(source).results())
                .map(match -> match.group(1))
                .collect(toSet());

        assertThat(anchors).isNotEmpty().isSubsetOf(entries());
    }

    private Set<String> entries() {
        String page = Repository.text(repository.parent().directory().resolve("TROUBLESHOOTING.md"));
        return HEADING.matcher(page).results().map(TroubleshootingTest::anchor).collect(toSet());
    }

    private static String anchor(MatchResult heading) {
        return heading.group(1).toLowerCase(Locale.ROOT).replace(' ', '-');
    }
}
