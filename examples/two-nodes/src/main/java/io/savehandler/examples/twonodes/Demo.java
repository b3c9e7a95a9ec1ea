package io.savehandler.examples.twonodes;

import io.savehandler.SessionConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** All nodes of one demonstration and what they need. Thread-safe; closing it stops and removes everything. */
final class Demo implements AutoCloseable {
    private static final String FILES = "files";
    private static final String MEMORY = "memory";
    private static final String JDBC = "jdbc";

    private final DemoOptions asked;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final List<NodeAddress> addresses = new ArrayList<>();
    private String store = "";

    Demo(DemoOptions asked) {
        this.asked = asked;
    }

    /**
     * Starts all nodes.
     *
     * @throws UsageException if the options ask for what cannot be had here
     * @throws io.savehandler.SessionException if a setting or the store cannot be used
     */
    synchronized void start() throws IOException {
        WorkDirectory work = opened(WorkDirectory.create());
        DemoOptions options = withStore(work);
        SessionConfig config = SessionConfig.from(options.settings());
        List<WebNode> nodes = new ArrayList<>();
        for (int i = 0; i < options.nodes(); i++) {
            nodes.add(opened(WebNode.bind("node-" + (i + 1), port(i), config)));
        }
        nodes.forEach(node -> addresses.add(node.address()));
        if (options.php()) {
            PhpSettings settings = new PhpSettings(options, config);
            addresses.add(opened(PhpNode.start(port(options.nodes()), settings, addresses, work.subdirectory("php")))
                    .address());
        }
        nodes.forEach(node -> node.start(addresses));
    }

    synchronized List<NodeAddress> addresses() {
        return List.copyOf(addresses);
    }

    /** Where the sessions are, in words for the terminal; no save path that was given, for it may hold a password. */
    synchronized String store() {
        return store;
    }

    @Override
    public synchronized void close() {
        RuntimeException failure = null;
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                failure = new IllegalStateException("The demonstration did not stop cleanly", e);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private DemoOptions withStore(WorkDirectory work) throws IOException {
        String handler = asked.setting(DemoOptions.SAVE_HANDLER).orElse(FILES);
        if (handler.equals(MEMORY) && asked.nodes() + (asked.php() ? 1 : 0) > 1) {
            throw new UsageException("The memory handler keeps sessions inside one node: nothing would be shared."
                    + " Use --nodes 1 without --php, or another --save-handler");
        }
        if (handler.equals(JDBC) && asked.php()) {
            throw new UsageException("PHP has no save handler jdbc; start without --php");
        }
        store = handler;
        if (handler.equals(JDBC) && asked.setting(DemoOptions.SAVE_PATH).isEmpty()) {
            return withEmbeddedDatabase(work);
        }
        if (!handler.equals(FILES) || asked.setting(DemoOptions.SAVE_PATH).isPresent()) {
            return asked;
        }
        Path sessions = work.subdirectory("sessions");
        store = "files in " + sessions + ", removed at the end";
        return asked.with(DemoOptions.SAVE_PATH, sessions.toString());
    }

    private DemoOptions withEmbeddedDatabase(WorkDirectory work) throws IOException {
        Path directory = work.subdirectory("database");
        store = "an H2 database in " + directory + ", removed at the end";
        return asked.with(DemoOptions.SAVE_PATH, "jdbc:h2:file:" + directory.resolve("sessions"))
                .with("savehandler.jdbc.create_table", "On");
    }

    private int port(int node) {
        return asked.firstPort() == 0 ? 0 : asked.firstPort() + node;
    }

    private <T extends AutoCloseable> T opened(T resource) {
        opened.push(resource);
        return resource;
    }
}
