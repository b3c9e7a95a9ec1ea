package io.savehandler.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.savehandler.architecture.Repository.Module;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a user can see has Javadoc. The compiler's own check of comments is asked here, because in the build it would
 * also want a {@code @param} and a {@code @return} where the first sentence has said it all.
 */
@Tag("once")
class JavadocTest {

    @ParameterizedTest
    @MethodSource("shippedJars")
    void everyPublicMemberHasAComment(Module module, @TempDir Path classes) throws Exception {
        List<Path> sources = module.javaFiles("main").stream()
                .filter(Predicate.not(file -> file.endsWith("module-info.java")))
                .toList();

        assertThat(complaints(sources, classes))
                .filteredOn(complaint -> isError(complaint) || saysNoComment(complaint))
                .isEmpty();
    }

    private static List<Diagnostic<? extends JavaFileObject>> complaints(List<Path> sources, Path classes)
            throws Exception {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> collector = new DiagnosticCollector<>();
        List<String> options =
                List.of("-Xdoclint:missing/protected", "-Xmaxwarns", "10000", "-proc:none", "-d", classes + "");
        try (StandardJavaFileManager files = compiler.getStandardFileManager(collector, Locale.ROOT, null)) {
            compiler.getTask(null, files, collector, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
        }
        return collector.getDiagnostics();
    }

    private static boolean isError(Diagnostic<?> complaint) {
        return complaint.getKind() == Diagnostic.Kind.ERROR;
    }

    private static boolean saysNoComment(Diagnostic<?> complaint) {
        String message = complaint.getMessage(Locale.ROOT);
        return message.contains("no comment") || message.contains("use of default constructor");
    }

    static Stream<Module> shippedJars() {
        return Repository.find().shippedJars().stream();
    }
}
