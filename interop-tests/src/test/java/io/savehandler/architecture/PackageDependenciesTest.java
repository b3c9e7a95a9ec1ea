package io.savehandler.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Arrays;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Dependencies point one way. A package that is new is entered into {@link Layer} first. */
@Tag("once")
class PackageDependenciesTest {

    @ParameterizedTest
    @EnumSource
    void seesNothingOfOursButWhatIsBelow(Layer layer) {
        classes()
                .that()
                .resideInAPackage(layer.pattern)
                .should()
                .onlyDependOnClassesThat(
                        not(resideInAPackage("io.savehandler..")).or(resideInAnyPackage(layer.visible())))
                .allowEmptyShould(true)
                .check(Shipped.CLASSES);
    }

    @ParameterizedTest
    @EnumSource(names = {"PHP", "FORMAT", "ENGINE", "SPI", "MEMORY", "WRAP", "WEB"})
    void needsNothingButTheJdk(Layer layer) {
        classes()
                .that()
                .resideInAPackage(layer.pattern)
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage("io.savehandler..", "java..", "javax.crypto..", "org.jspecify.annotations"))
                .allowEmptyShould(true)
                .check(Shipped.CLASSES);
    }

    @Test
    void theFilesHandlerNeedsNothingButTheJdkAndMaybeJna() {
        classes()
                .that()
                .resideInAPackage(Layer.FILES.pattern)
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage("io.savehandler..", "java..", "org.jspecify.annotations", "com.sun.jna"))
                .allowEmptyShould(true)
                .check(Shipped.CLASSES);
    }

    @Test
    void phpsValuesAndFormatsKnowNoFileAndNoNetwork() {
        noClasses()
                .that()
                .resideInAnyPackage(Layer.PHP.pattern, Layer.FORMAT.pattern)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net..", "java.nio.file..", "java.nio.channels..")
                .allowEmptyShould(true)
                .check(Shipped.CLASSES);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().assignedFrom(new ByPackage()).should().beFreeOfCycles().check(Shipped.CLASSES);
    }

    @Test
    void everyShippedPackageIsLookedAt() {
        TreeSet<String> lookedAt =
                Shipped.CLASSES.stream().map(JavaClass::getPackageName).collect(Collectors.toCollection(TreeSet::new));

        assertThat(lookedAt)
                .as("every shipped module is a dependency of interop-tests")
                .isEqualTo(Shipped.PACKAGES)
                .contains("io.savehandler", "io.savehandler.spi");
    }

    @Test
    void everyShippedPackageHasItsLayer() {
        assertThat(Shipped.CLASSES)
                .as("a package without a layer may see anything: enter it into Layer")
                .allMatch(type -> Arrays.stream(Layer.values()).anyMatch(layer -> layer.holds(type)));
    }

    /** ArchUnit's own patterns leave the root package out. */
    private static final class ByPackage implements SliceAssignment {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    }
}
