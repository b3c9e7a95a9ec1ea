package io.savehandler.servers;

import java.util.ArrayList;
import java.util.List;

/**
 * A PostgreSQL that is being put together; {@link #start} makes it happen, as often as wanted. It keeps its own defaults
 * except for sizes, and except that a commit reaches the operating system, not the disk: enough to outlive a kill. Not
 * thread-safe.
 */
public final class PostgresLaunch {
    private final List<String> settings = new ArrayList<>(List.of(
            "shared_buffers=16MB",
            "fsync=off",
            "full_page_writes=off",
            // In the server's directory, so that a kill leaves nothing in /dev/shm.
            "dynamic_shared_memory_type=mmap"));

    PostgresLaunch() {}

    /** Sets one of its parameters, for example {@code lock_timeout} to {@code 2s}. */
    public PostgresLaunch setting(String name, String value) {
        settings.add(name + "=" + value);
        return this;
    }

    /** Makes its database, starts it on a free port of 127.0.0.1 and waits until it answers. */
    public RealPostgres start() {
        return new RealPostgres(ServerProcess.start(new PostgresRecipe(List.copyOf(settings))));
    }
}
