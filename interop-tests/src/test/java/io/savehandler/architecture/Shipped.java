package io.savehandler.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;

/** The classes that users get: every class of the project on the test class path, without tests and examples. */
final class Shipped {
    static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(Shipped::isNoExample)
            .importPackages("io.savehandler");

    private Shipped() {}

    private static boolean isNoExample(Location location) {
        return !location.contains("/io/savehandler/examples/");
    }
}
