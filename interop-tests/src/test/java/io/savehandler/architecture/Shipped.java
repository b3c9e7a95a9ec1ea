package io.savehandler.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static java.util.stream.Collectors.toCollection;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.TreeSet;

/** What users get: the packages of the shipped modules, and their classes on the test class path. */
final class Shipped {
    static final TreeSet<String> PACKAGES = Repository.find().shippedJars().stream()
            .flatMap(module -> module.packages().stream())
            .collect(toCollection(TreeSet::new));

    static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(location -> !location.contains("/test-classes/"))
            .importPackages("io.savehandler")
            .that(describe("ship", (JavaClass type) -> PACKAGES.contains(type.getPackageName())));

    private Shipped() {}
}
