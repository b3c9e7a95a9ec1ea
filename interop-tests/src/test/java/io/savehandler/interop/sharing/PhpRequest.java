package io.savehandler.interop.sharing;

import io.savehandler.servers.RunningProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A PHP process that does one step of a request at a time. */
public final class PhpRequest implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RunningProgram php;

    /**
     * Starts PHP.
     *
     * @param scripts a directory where it can read a script
     * @param settings for its command line
     * @param id the session's id
     */
    public PhpRequest(Path scripts, Map<String, String> settings, String id) {
        php = TestScripts.command("session.php", scripts, settings).arguments(id).start();
        php.output().nextLine(PATIENCE);
    }

    /** Begins a step that may have to wait. */
    public PhpRequest begin(String step) {
        php.writeLine(step);
        return this;
    }

    /** What the step that began first has answered. */
    public String answer() {
        return php.output().nextLine(PATIENCE);
    }

    /** Does a step and returns its answer. */
    public String step(String step) {
        return begin(step).answer();
    }

    /** Whether anything was answered to the steps that were begun but not asked for. */
    public boolean hasAnswered(String answer) {
        return php.output().text().endsWith(answer + "\n");
    }

    /** What PHP complained about. */
    public String warnings() {
        return php.errors().text();
    }

    /** The process. */
    public long pid() {
        return php.pid();
    }

    /** Kills PHP where it is, with whatever it holds. */
    @Override
    public void close() {
        php.close();
    }
}
