package io.savehandler.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.architecture.Repository.Module;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A name says what a class does, and says it once. */
@Tag("once")
class NamingTest {
    private static final String EMPTY_SUFFIXES = ".*(Impl|Helper|Util|Utils|Manager)";

    private final Repository repository = Repository.find();

    @Test
    void noShippedClassHasAnEmptySuffix() {
        noClasses().should().haveNameMatching(EMPTY_SUFFIXES).check(Shipped.CLASSES);
    }

    @Test
    void noSourceFileHasAnEmptySuffix() {
        assertThat(javaFiles("main", "test"))
                .isNotEmpty()
                .noneMatch(file -> simpleName(file).matches(EMPTY_SUFFIXES));
    }

    @Test
    void noSimpleNameOccursTwice() {
        Map<String, List<Path>> filesByName = javaFiles("main")
                .filter(Predicate.not(Repository::isDescriptor))
                .collect(groupingBy(NamingTest::simpleName));

        assertThat(filesByName)
                .isNotEmpty()
                .allSatisfy((name, files) -> assertThat(files).hasSize(1));
    }

    @ParameterizedTest
    @MethodSource("modules")
    void everyPackageIsNullMarked(Module module) {
        Set<Path> marked = packages(
                module,
                file -> file.endsWith("package-info.java")
                        && Repository.text(file).contains("@NullMarked"));
        Set<Path> all = packages(module, file -> !file.endsWith("module-info.java"));

        assertThat(marked).containsAll(all);
    }

    static Stream<Module> modules() {
        return Repository.find().modules().stream();
    }

    /** As directories; one for the main and the test sources of a package. */
    private static Set<Path> packages(Module module, Predicate<Path> which) {
        return Stream.of("main", "test")
                .flatMap(set -> module.javaFiles(set).stream()
                        .filter(which)
                        .map(file ->
                                module.directory().resolve("src").resolve(set).relativize(file.getParent())))
                .collect(toSet());
    }

    private Stream<Path> javaFiles(String... sourceSets) {
        List<Module> modules = repository.modules();
        return modules.stream().flatMap(module -> Stream.of(sourceSets).flatMap(set -> module.javaFiles(set).stream()));
    }

    private static String simpleName(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }
}
