package io.savehandler.memcached;

import io.savehandler.spi.LocalLockQueue;
import java.util.List;

/** The servers of one factory, how sessions lie on them, and the line of this JVM's requests. Thread-safe. */
final class MemcachedNodes implements AutoCloseable {
    private final MemcachedLayout layout;
    private final List<MemcachedLink> links;
    private final LocalLockQueue queue = new LocalLockQueue();

    MemcachedNodes(MemcachedLayout layout, List<MemcachedServer> servers, MemcachedSettings settings) {
        this.layout = layout;
        this.links = servers.stream()
                .map(server -> new MemcachedLink(server, settings))
                .toList();
    }

    MemcachedLayout layout() {
        return layout;
    }

    /** Where this JVM's requests line up for a session's lock. */
    LocalLockQueue queue() {
        return queue;
    }

    /** The servers that have a session; the first is asked first. */
    List<MemcachedLink> copies(String id) {
        return layout.copies(id).stream().map(links::get).toList();
    }

    /** The servers that may have a session's lock: it is on the first that answers. */
    List<MemcachedLink> lockPlaces(String id) {
        return layout.lockPlaces(id).stream().map(links::get).toList();
    }

    @Override
    public void close() {
        links.forEach(MemcachedLink::close);
    }

    @Override
    public String toString() {
        return links.toString();
    }
}
