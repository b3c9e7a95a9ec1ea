package io.savehandler.examples.twonodes;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the command line asks for.
 *
 * @param firstPort the first node's port; the others follow. 0 lets the system choose each
 * @param nodes how many Java nodes
 * @param settings what {@code --set}, {@code --save-handler} and {@code --save-path} said, under PHP's names
 * @param php whether PHP is to be one more node
 * @param help whether to explain the options instead
 */
record DemoOptions(int firstPort, int nodes, Map<String, String> settings, boolean php, boolean help) {
    static final String SAVE_HANDLER = "session.save_handler";
    static final String SAVE_PATH = "session.save_path";
    static final String HELP = """
            Usage: ./demo [options]
            Starts web nodes that share nothing but the session store.

              --port FIRST         port of the first node; the others follow (8081)
              --nodes N            number of Java nodes (2)
              --save-handler NAME  where sessions are kept: files, jdbc, memory (files)
              --save-path PATH     the handler's save path (files: a temporary directory;
                                   jdbc: a database in one)
              --set NAME=VALUE     any setting under PHP's name, for example
                                   session.gc_maxlifetime=60; may be repeated
              --php                also serve the session with PHP, as one more node
              --help               this text

            Ctrl-C stops it.
            """;
    private static final int MAX_NODES = 16;
    private static final int MAX_PORT = 65_535;

    DemoOptions {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        if (firstPort != 0 && firstPort + nodes + (php ? 1 : 0) - 1 > MAX_PORT) {
            throw new UsageException("--port " + firstPort + " leaves no room for all nodes below " + MAX_PORT);
        }
    }

    /**
     * Reads a command line.
     *
     * @throws UsageException if it makes no sense
     */
    static DemoOptions parse(String... arguments) {
        Parser parser = new Parser(arguments);
        while (!parser.rest.isEmpty()) {
            parser.option();
        }
        return new DemoOptions(parser.firstPort, parser.nodes, parser.settings, parser.php, parser.help);
    }

    Optional<String> setting(String name) {
        return Optional.ofNullable(settings.get(name));
    }

    DemoOptions with(String setting, String value) {
        Map<String, String> more = new LinkedHashMap<>(settings);
        more.put(setting, value);
        return new DemoOptions(firstPort, nodes, more, php, help);
    }

    private static final class Parser {
        private final Deque<String> rest;
        private final Map<String, String> settings = new LinkedHashMap<>();
        private int firstPort = 8081;
        private int nodes = 2;
        private boolean php;
        private boolean help;

        Parser(String... arguments) {
            this.rest = new ArrayDeque<>(List.of(arguments));
        }

        void option() {
            String option = rest.removeFirst();
            int equals = option.indexOf('=');
            if (option.startsWith("--") && equals > 0) {
                rest.addFirst(option.substring(equals + 1));
                option = option.substring(0, equals);
                refuseValueOf(option);
            }
            switch (option) {
                case "--port" -> firstPort = number(option, 0, MAX_PORT);
                case "--nodes" -> nodes = number(option, 1, MAX_NODES);
                case "--save-handler" -> settings.put(SAVE_HANDLER, value(option));
                case "--save-path" -> settings.put(SAVE_PATH, value(option));
                case "--set" -> set(value(option));
                case "--php" -> php = true;
                case "--help", "-h" -> help = true;
                default -> throw new UsageException("Unknown option " + option + "; ./demo --help lists them");
            }
        }

        private static void refuseValueOf(String option) {
            if (option.equals("--php") || option.equals("--help")) {
                throw new UsageException(option + " takes no value");
            }
        }

        private void set(String setting) {
            int equals = setting.indexOf('=');
            if (equals < 1) {
                throw new UsageException("--set takes NAME=VALUE, for example --set session.gc_maxlifetime=60");
            }
            settings.put(setting.substring(0, equals), setting.substring(equals + 1));
        }

        private int number(String option, int least, int most) {
            String text = value(option);
            try {
                int number = Integer.parseInt(text);
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // Said below.
            }
            throw new UsageException(option + " takes a number from " + least + " to " + most + ", not " + text);
        }

        private String value(String option) {
            String value = rest.pollFirst();
            if (value == null) {
                throw new UsageException(option + " needs a value; ./demo --help explains it");
            }
            return value;
        }
    }
}
