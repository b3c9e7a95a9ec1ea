package io.savehandler.examples.twonodes;

import io.savehandler.SessionConfigurationException;
import io.savehandler.SessionException;
import java.io.IOException;
import java.io.PrintStream;

/** What {@code ./demo} runs: web nodes that share one session, until Ctrl-C or SIGTERM. */
public final class TwoNodes {
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    private TwoNodes() {}

    /**
     * Starts the nodes and returns; they run until the process is told to stop. Exits with 2 where the options cannot be
     * used and with 1 where something else prevents the start.
     *
     * @param arguments the options that {@code --help} explains
     */
    public static void main(String... arguments) {
        try {
            DemoOptions options = DemoOptions.parse(arguments);
            if (options.help()) {
                System.out.print(DemoOptions.HELP);
            } else {
                run(options, System.out);
            }
        } catch (UsageException | SessionConfigurationException e) {
            exit(WRONG_USAGE, e);
        } catch (IOException | SessionException e) {
            exit(FAILED, e);
        }
    }

    private static void run(DemoOptions options, PrintStream out) throws IOException {
        Demo demo = new Demo(options);
        Runtime.getRuntime().addShutdownHook(new Thread(demo::close, "demo-stop"));
        demo.start();
        out.println("One session on every node:");
        demo.addresses().forEach(node -> out.printf("  %-8s %s%n", node.name(), node.url()));
        out.println("Sessions: " + demo.store());
        out.println("Ctrl-C stops it.");
    }

    private static void exit(int status, Exception reason) {
        System.err.println(reason.getMessage());
        System.exit(status);
    }
}
