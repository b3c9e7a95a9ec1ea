package io.savehandler.interop.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Native;
import io.savehandler.files.FilesSessionHandlerFactory;
import io.savehandler.servers.JavaProgram;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The library as users start it, in a JVM of its own on each JDK at hand: which way to PHP's lock is found, and what is said
 * where there is none. As a jar in {@code mvn verify}, as a directory of classes before.
 */
@ParameterizedClass
@MethodSource("io.savehandler.interop.files.JavaHome#all")
class PackagedLockTest {
    private static final Path LIBRARY = origin(FilesSessionHandlerFactory.class);
    private static final Path JNA = origin(Native.class);
    private static final Path TESTS = origin(PackagedLockTest.class);
    private static final String[] REMEDIES = {
        "refused savehandler.files.lock: ",
        "--enable-native-access",
        "net.java.dev.jna:jna",
        "--add-modules com.sun.jna",
        "java-only"
    };

    private final JavaHome jdk;

    @TempDir
    Path directory;

    PackagedLockTest(JavaHome jdk) {
        this.jdk = jdk;
    }

    @Test
    void onTheClassPathTheBestWayIsTaken() throws Exception {
        String way = reachesCItself() ? "flock by the foreign-function interface" : "flock by JNA";
        assertThat(report("PHP", "-cp", path(LIBRARY, JNA, TESTS))).contains(way);
    }

    @Test
    void withoutJnaOnlyTheJdkItselfHelps() throws Exception {
        String report = report("PHP", "-cp", path(LIBRARY, TESTS));
        if (reachesCItself()) {
            assertThat(report).contains("flock by the foreign-function interface");
        } else {
            assertThat(report).contains(REMEDIES);
        }
    }

    @Test
    void onAModulePathJnaMustBeAskedFor() throws Exception {
        assumeTrue(!reachesCItself(), "no JNA is needed here");
        String[] modules = {
            "--module-path", path(LIBRARY, JNA), "--add-modules", "io.savehandler.core", "-cp", TESTS.toString()
        };
        assertThat(report("PHP", modules)).contains(REMEDIES);
        modules[3] = "io.savehandler.core,com.sun.jna";
        assertThat(report("PHP", modules)).contains("flock by JNA");
    }

    @Test
    void onAModulePathTheJdkItselfNeedsNothing() throws Exception {
        assumeTrue(reachesCItself(), "JNA is needed here");
        assertThat(report(
                        "PHP",
                        "--module-path",
                        LIBRARY.toString(),
                        "--add-modules",
                        "io.savehandler.core",
                        "--enable-native-access=io.savehandler.core",
                        "-cp",
                        TESTS.toString()))
                .contains("flock by the foreign-function interface");
    }

    @Test
    void whereNativeAccessIsDeniedTheRemediesAreNamed() throws Exception {
        assumeTrue(jdk.version() >= 24, "this JDK denies nothing");
        String[] denied = {"--illegal-native-access=deny", "-cp", path(LIBRARY, JNA, TESTS)};
        assertThat(report("PHP", denied)).contains(REMEDIES);
        assertThat(report("JAVA_ONLY", denied)).contains("java-only").doesNotContain("refused");
    }

    private boolean reachesCItself() throws Exception {
        if (jdk.version() < 22 || Files.isDirectory(LIBRARY)) {
            return false;
        }
        try (FileSystem jar = FileSystems.newFileSystem(LIBRARY)) {
            return Files.exists(jar.getPath("META-INF/versions/22/io/savehandler/files/NativeAccess.class"));
        }
    }

    private String report(String lock, String... options) {
        List<String> all = new ArrayList<>(Arrays.asList(options));
        try (var program =
                JavaProgram.start(jdk.java(), all, LockReport.class.getName(), List.of(directory.toString(), lock))) {
            return program.await(Duration.ofMinutes(1)).text();
        }
    }

    private static String path(Path... entries) {
        return String.join(
                File.pathSeparator, Arrays.stream(entries).map(Path::toString).toList());
    }

    private static Path origin(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
