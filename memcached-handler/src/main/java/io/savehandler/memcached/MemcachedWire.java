package io.savehandler.memcached;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;
import net.spy.memcached.OperationFactory;
import net.spy.memcached.auth.PlainCallbackHandler;
import net.spy.memcached.ops.Operation;
import net.spy.memcached.ops.StoreType;

/** One connection to one server, and what can be said on it, in the order in which it is said. Thread-safe. */
final class MemcachedWire {
    /** A time in the past: an item that is stored with it is as good as deleted. */
    private static final int AT_ONCE = -1;

    private static final byte[] NOTHING = new byte[0];

    private final DriverConnection connection;
    private final OperationFactory operations;
    private final MemcachedProtocol protocol;
    private final Semaphore pending;
    private volatile boolean knowsNoEnds;

    MemcachedWire(DriverConnection connection, OperationFactory operations, MemcachedSettings settings) {
        this.connection = connection;
        this.operations = operations;
        this.protocol = settings.protocol();
        this.pending = new Semaphore(settings.maxPendingCommands());
    }

    /** Done once there is a connection, or none. */
    CompletableFuture<Boolean> connected() {
        return connection.node().connection();
    }

    /** Logs in by SASL, which only the binary protocol can. Where that fails, the connection ends. */
    CompletableFuture<MemcachedAnswer> logIn(MemcachedLogin login) {
        WireReply.OfChange reply = new WireReply.OfChange();
        Operation sent = operations.saslAuth(
                new String[] {"PLAIN"},
                connection.node().getSocketAddress().toString(),
                Map.of(),
                new PlainCallbackHandler(login.user(), login.password()),
                reply);
        reply.isFor(sent);
        connection.insertOperation(connection.node(), sent);
        return reply;
    }

    boolean isOpen() {
        return !connection.node().isBroken();
    }

    MemcachedProtocol protocol() {
        return protocol;
    }

    /** What is under a key. */
    CompletableFuture<Optional<MemcachedItem>> get(String key) {
        WireReply.OfItem reply = new WireReply.OfItem();
        return send(key, reply, driver -> driver.gets(key, reply));
    }

    /** What is under a key, and for how long, where the server tells; else the same as {@link #get}. */
    CompletableFuture<Optional<MemcachedItem>> getWithEnd(String key) {
        if (protocol == MemcachedProtocol.BINARY || knowsNoEnds) {
            return get(key);
        }
        WireReply.OfItem reply = new WireReply.OfItem();
        return unlessTooOld(
                send(key, reply, driver -> new MetaGet(key, OptionalInt.empty(), reply::found, reply)), () -> get(key));
    }

    /** What is under a key, and lets its time begin anew. */
    CompletableFuture<Optional<MemcachedItem>> getAndTouch(String key, int expiry) {
        WireReply.OfItem reply = new WireReply.OfItem();
        if (protocol == MemcachedProtocol.BINARY) {
            return send(key, reply, driver -> driver.getAndTouch(key, expiry, reply));
        }
        return knowsNoEnds
                ? touchThenGet(key, expiry)
                : unlessTooOld(
                        send(key, reply, driver -> new MetaGet(key, OptionalInt.of(expiry), reply::found, reply)),
                        () -> touchThenGet(key, expiry));
    }

    /** The text protocol's older command for both does not tell what to compare with. */
    private CompletableFuture<Optional<MemcachedItem>> touchThenGet(String key, int expiry) {
        CompletableFuture<MemcachedAnswer> touched = touch(key, expiry);
        return touched.thenCombine(get(key), (unused, item) -> item);
    }

    /** Memcached before 1.6 does not know the command. */
    private CompletableFuture<Optional<MemcachedItem>> unlessTooOld(
            CompletableFuture<Optional<MemcachedItem>> reply,
            Supplier<CompletableFuture<Optional<MemcachedItem>>> older) {
        return reply.exceptionallyCompose(failure -> {
            boolean refused = MemcachedFailures.unwrap(failure) instanceof WireException wire
                    && wire.kind() == WireException.Kind.REFUSED;
            knowsNoEnds |= refused;
            return refused ? older.get() : CompletableFuture.failedFuture(failure);
        });
    }

    /** Stores where there is nothing. */
    CompletableFuture<MemcachedAnswer> add(String key, MemcachedItem item, int expiry) {
        return store(StoreType.add, key, item, expiry);
    }

    /** Stores where there is something. */
    CompletableFuture<MemcachedAnswer> replace(String key, MemcachedItem item, int expiry) {
        return store(StoreType.replace, key, item, expiry);
    }

    /** Stores whatever is there; if the server has no room, what was there is gone. */
    CompletableFuture<MemcachedAnswer> set(String key, MemcachedItem item, int expiry) {
        return store(StoreType.set, key, item, expiry);
    }

    /**
     * Stores where nothing has changed since. As the binary protocol's {@code set} with a comparison it would delete what is there
     * if the server has no room; as {@code replace} it does not.
     */
    CompletableFuture<MemcachedAnswer> swap(String key, long cas, MemcachedItem item, int expiry) {
        WireReply.OfChange reply = new WireReply.OfChange();
        return send(
                key,
                reply,
                driver -> driver.cas(StoreType.replace, key, cas, item.flags(), expiry, item.data(), reply));
    }

    /** Deletes whatever is there. */
    CompletableFuture<MemcachedAnswer> delete(String key) {
        WireReply.OfChange reply = new WireReply.OfChange();
        return send(key, reply, driver -> driver.delete(key, reply));
    }

    /** Deletes where nothing has changed since. The text protocol has no such command, but one that comes to the same. */
    CompletableFuture<MemcachedAnswer> delete(String key, long cas) {
        if (protocol == MemcachedProtocol.TEXT) {
            return swap(key, cas, new MemcachedItem(NOTHING, 0), AT_ONCE);
        }
        WireReply.OfChange reply = new WireReply.OfChange();
        return send(key, reply, driver -> driver.delete(key, cas, reply));
    }

    /** Lets an item's time begin anew. */
    CompletableFuture<MemcachedAnswer> touch(String key, int expiry) {
        WireReply.OfChange reply = new WireReply.OfChange();
        return send(key, reply, driver -> driver.touch(key, expiry, reply));
    }

    /** Ends the connection. What waits for an answer gets none. May be called more than once. */
    void close() {
        connection.end();
    }

    /** As {@link #close}, and waits until the driver's thread has ended. */
    void closeAndWait(long millis) {
        close();
        try {
            connection.join(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private CompletableFuture<MemcachedAnswer> store(StoreType type, String key, MemcachedItem item, int expiry) {
        WireReply.OfChange reply = new WireReply.OfChange();
        return send(key, reply, driver -> driver.store(type, key, item.flags(), expiry, item.data(), reply));
    }

    private <T> CompletableFuture<T> send(
            String key, WireReply<T> reply, Function<OperationFactory, Operation> operation) {
        Operation sent = operation.apply(operations);
        reply.isFor(sent);
        if (!pending.tryAcquire()) {
            reply.completeExceptionally(new WireException(WireException.Kind.OVERLOAD, "the queue is full"));
            return reply;
        }
        CompletableFuture<T> unused = reply.whenComplete((value, failure) -> pending.release());
        try {
            enqueue(key, sent);
        } catch (IllegalStateException e) {
            // Its message holds the key.
            reply.completeExceptionally(new WireException(WireException.Kind.NOT_SENT, "the connection was closed"));
        }
        DriverNode node = connection.node();
        if (node.isBroken()) {
            node.cancelUnsent();
        }
        return reply;
    }

    /** The driver takes an interrupt for a full queue. One that is already there is kept for the next long wait. */
    private void enqueue(String key, Operation sent) {
        boolean interrupted = Thread.interrupted();
        try {
            connection.enqueueOperation(key, new DriverOperation(sent));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
