package io.savehandler.servers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A second JVM, for tests of what two processes do to each other and of what a JVM's options change. */
public final class JavaProgram {
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

    private JavaProgram() {}

    /**
     * Starts a main class of the test's class path in a JVM like the one that runs the test.
     *
     * @param main the class
     * @param arguments what its main method gets
     */
    public static RunningProgram start(Class<?> main, String... arguments) {
        List<String> options = new ArrayList<>(List.of("-cp", classPath()));
        if (Runtime.version().feature() >= 22) {
            options.add("--enable-native-access=ALL-UNNAMED"); // else it warns on the standard error
        }
        return start(JAVA, options, main.getName(), List.of(arguments));
    }

    /**
     * Starts a main class in any JVM.
     *
     * @param java the JVM's executable
     * @param options of the JVM, class path and module path among them
     * @param main the class's name
     * @param arguments what its main method gets
     */
    public static RunningProgram start(Path java, List<String> options, String main, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(options);
        command.add(main);
        command.addAll(arguments);
        return RunningProgram.start("java", new ProcessBuilder(command));
    }

    private static String classPath() {
        // Surefire starts a jar whose manifest names the class path; this is what that jar stands for.
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
