package io.savehandler.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.architecture.Repository.Module;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every module of the reactor declares. */
class ModulesTest {
    private static final Repository REPOSITORY = Repository.find();

    @ParameterizedTest
    @MethodSource("shippedJars")
    void theBomNamesEveryShippedJar(Module module) {
        assertThat(REPOSITORY.module("bom").pom())
                .contains("<artifactId>%s</artifactId>".formatted(module.artifactId()));
    }

    @ParameterizedTest
    @MethodSource("shippedJars")
    void theModulePathKnowsEveryShippedJarByAStableName(Module module) {
        boolean named = Files.exists(module.directory().resolve("src/main/java/module-info.java"))
                || module.pom().contains("<Automatic-Module-Name>");
        assertThat(named).as("module-info.java or Automatic-Module-Name").isTrue();
    }

    @Test
    void shippedModulesComeFirst() {
        assertThat(REPOSITORY.modules())
                .extracting(Module::isShipped)
                .isSortedAccordingTo((first, second) -> Boolean.compare(second, first));
    }

    static Stream<Module> shippedJars() {
        return REPOSITORY.shippedJars().stream();
    }
}
