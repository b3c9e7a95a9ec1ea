package io.savehandler.interop.files;

import io.savehandler.servers.RealPhp;
import io.savehandler.servers.RunningProgram;
import java.nio.file.Path;
import java.time.Duration;

/** A PHP process that does one step of a request at a time. */
final class PhpRequest implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RunningProgram php;

    PhpRequest(Path scripts, String savePath, String id) {
        php = RealPhp.get()
                .script(TestScripts.copy("session.php", scripts))
                .arguments(savePath, id)
                .start();
        php.output().nextLine(PATIENCE);
    }

    /** Begins a step that may have to wait. */
    PhpRequest begin(String step) {
        php.writeLine(step);
        return this;
    }

    /** What the step that began first has answered. */
    String answer() {
        return php.output().nextLine(PATIENCE);
    }

    /** Does a step and returns its answer. */
    String step(String step) {
        return begin(step).answer();
    }

    /** Whether anything was answered to the steps that were begun but not asked for. */
    boolean hasAnswered(String answer) {
        return php.output().text().endsWith(answer + "\n");
    }

    /** What PHP complained about. */
    String warnings() {
        return php.errors().text();
    }

    long pid() {
        return php.pid();
    }

    /** Kills PHP where it is, with whatever it holds. */
    @Override
    public void close() {
        php.close();
    }
}
