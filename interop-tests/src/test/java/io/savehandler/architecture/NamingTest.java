package io.savehandler.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.architecture.Repository.Module;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A name says what a class does, and says it once. */
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

    @Test
    void everyPackageIsNullMarked() {
        Stream<Path> directories = javaFiles("main", "test")
                .filter(file -> !file.endsWith("module-info.java"))
                .map(Path::getParent);

        assertThat(directories.distinct())
                .isNotEmpty()
                .allSatisfy(directory -> assertThat(directory.resolve("package-info.java"))
                        .content()
                        .contains("@NullMarked"));
    }

    private Stream<Path> javaFiles(String... sourceSets) {
        List<Module> modules = repository.modules();
        return modules.stream().flatMap(module -> Stream.of(sourceSets).flatMap(set -> module.javaFiles(set).stream()));
    }

    private static String simpleName(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }
}
