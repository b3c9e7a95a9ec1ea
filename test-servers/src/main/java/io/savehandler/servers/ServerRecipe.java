package io.savehandler.servers;

import java.io.IOException;
import java.nio.file.Path;

/** How one kind of server is set up, started, asked whether it is ready, and stopped. */
interface ServerRecipe {
    /** A short word for messages, threads and directories. */
    String name();

    /** Fills the directory, once, before the first start. */
    default void prepare(Path directory) throws IOException {}

    /** What starts it; may write what it needs for that into the directory. */
    ProcessBuilder launch(Path directory, int port) throws IOException;

    /**
     * Whether it is this program that answers on the port.
     *
     * @throws IOException if nothing answers, or something that is not ready
     */
    boolean answers(RunningProgram program, int port) throws IOException;

    /** Stops it for good, paused or killed as it may be, with nothing left of it but its directory. */
    default void stop(RunningProgram program, Path directory) {
        program.close();
    }
}
