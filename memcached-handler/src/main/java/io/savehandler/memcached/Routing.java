package io.savehandler.memcached;

/** Which server a key belongs to. Immutable. */
@FunctionalInterface
interface Routing {
    /** The server, as its place in the save path. */
    int serverOf(String key);
}
