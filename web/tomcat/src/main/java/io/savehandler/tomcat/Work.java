package io.savehandler.tomcat;

import org.jspecify.annotations.Nullable;

/** The time for which a thread works for one request. */
final class Work implements AutoCloseable {
    private final SavehandlerSessions manager;
    private final @Nullable TomcatRequest before;

    Work(TomcatRequest request) {
        this.manager = request.manager();
        this.before = manager.workFor(request);
    }

    @Override
    public void close() {
        manager.workFor(before);
    }
}
